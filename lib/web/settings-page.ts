import "server-only";

import { v7 as uuidV7 } from "uuid";

import { type Translate, translator } from "@/lib/platform/messages";
import { REACH } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type SettingsPage = PortalPage & {
  settings: Translate;
  /** Roles that change no settings see who can. */
  maySet: boolean;
};

/** What the pages need on which a company sets itself up. */
export async function settingsPage(params: PortalParams): Promise<SettingsPage> {
  const page = await portalPage(params);

  return {
    ...page,
    settings: translator(page.locale, "settings"),
    maySet: REACH["change-settings"][page.member.role] === "all",
  };
}

/** The same for a form that adds something, under an id that is made with the page. */
export async function newSettingPage(
  params: PortalParams,
): Promise<SettingsPage & { newId: string }> {
  return { ...(await settingsPage(params)), newId: uuidV7() };
}

/** The title of one of them. */
export async function settingsTitle(params: PortalParams, key: string): Promise<string> {
  const { portal, settings, company } = await settingsPage(params);

  return portal("pageTitle", { page: settings(key), company: company.name });
}

export type CalendarSettingsPage = SettingsPage & { calcom: Translate };

/** The same for the page that connects a calendar. */
export async function calendarSettingsPage(params: PortalParams): Promise<CalendarSettingsPage> {
  const page = await settingsPage(params);

  return { ...page, calcom: translator(page.locale, "calcom") };
}
