import "server-only";

import { createHash } from "node:crypto";

import { absenceReach } from "@/lib/absences/policy";
import type { Absence } from "@/lib/absences/service/get-absence";
import { getAbsence } from "@/lib/absences/service/get-absence";
import { type Translate, translator } from "@/lib/platform/messages";
import { DomainError } from "@/lib/shared/errors";
import { idSchema } from "@/lib/shared/schema";
import { findMemberRequest } from "@/lib/web/page-context";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type AbsencePage = PortalPage & {
  absence: Translate;
  /** Roles that change nobody's appointments but their own see who can. */
  mayRecord: boolean;
};

/** What the pages need on which somebody's absence is settled. */
export async function absencePage(params: PortalParams): Promise<AbsencePage> {
  const page = await portalPage(params);

  return {
    ...page,
    absence: translator(page.locale, "absence"),
    mayRecord: absenceReach(page.ctx.actor) !== undefined,
  };
}

/** Stands for what the page shows: while it is the same, there is nothing to draw again. */
export function absenceMark({ cases }: Absence): string {
  return createHash("sha256").update(JSON.stringify(cases)).digest("base64url").slice(0, 16);
}

/** Tells an open page whether it still shows what is; strangers get nothing. */
export async function absenceStateRoute(company: string, id: string): Promise<Response> {
  const member = await findMemberRequest(company);
  if (member === null || !idSchema.safeParse(id).success) {
    return new Response(null, { status: 404 });
  }
  try {
    const mark = absenceMark(await getAbsence(member.ctx, id));

    return Response.json({ mark }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}
