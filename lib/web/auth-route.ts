import "server-only";

import { NextRequest } from "next/server";
import NextAuth from "next-auth";

import { FORM_MAX_BYTES, readBody } from "@/lib/web/read-body";
import { authOptions } from "@/lib/web/session";

type Props = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints; our forms do the same through server actions. */
export async function authRoute(request: NextRequest, props: Props): Promise<Response> {
  if (request.method !== "POST") return handle(request, props);
  // next-auth reads a body to its end, whoever sends it.
  const body = await readBody(request, FORM_MAX_BYTES);
  if (body === null) return new Response(null, { status: 413 });
  const { url, method, headers } = request;

  return handle(new NextRequest(url, { method, headers, body }), props);
}

async function handle(request: NextRequest, props: Props): Promise<Response> {
  return (await NextAuth(request, props, authOptions())) as Response;
}
