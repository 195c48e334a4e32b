import "server-only";

import type { NextRequest } from "next/server";
import NextAuth from "next-auth";

import { authOptions } from "@/lib/web/session";

type Props = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints; our forms do the same through server actions. */
export async function authRoute(request: NextRequest, props: Props): Promise<Response> {
  return (await NextAuth(request, props, authOptions())) as Response;
}
