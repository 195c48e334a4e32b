import "server-only";

import { compareCalendars, type Comparison } from "@/lib/calcom/service/compare-calendars";
import { getSyncPanel, type SyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { type Translate, translator } from "@/lib/platform/messages";
import { DomainError } from "@/lib/shared/errors";
import { REACH } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type SyncPage = PortalPage & {
  calcom: Translate;
  /** Whether this member decides what counts, or only looks on. */
  mayDecide: boolean;
  href: string;
};

/** What the pages about the calendar need. */
export async function syncPage(params: PortalParams): Promise<SyncPage> {
  const page = await portalPage(params);

  return {
    ...page,
    calcom: translator(page.locale, "calcom"),
    mayDecide: REACH["change-settings"][page.member.role] === "all",
    href: `${page.home}/operations/calendar`,
  };
}

/** How the calendar stands; null where none is connected, or where that is not for this member. */
export async function readSyncPanel(page: PortalPage): Promise<SyncPanel | null> {
  return REACH["see-operations"][page.member.role] === "all" ? getSyncPanel(page.ctx) : null;
}

/** Both sides side by side, or null where the calendar cannot be read now. */
export async function readComparison({ ctx }: PortalPage): Promise<Comparison | null> {
  try {
    return await compareCalendars(ctx);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
