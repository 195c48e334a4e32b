import "server-only";

import { createTranslator } from "use-intl/core";

import type { Locale } from "@/lib/shared/schema";
import deAbsence from "@/messages/de/absence.json";
import deAccount from "@/messages/de/account.json";
import deActivity from "@/messages/de/activity.json";
import deAppointments from "@/messages/de/appointments.json";
import deAuth from "@/messages/de/auth.json";
import deCalcom from "@/messages/de/calcom.json";
import deCalendar from "@/messages/de/calendar.json";
import deCommon from "@/messages/de/common.json";
import deCustomer from "@/messages/de/customer.json";
import deCustomers from "@/messages/de/customers.json";
import deDelivery from "@/messages/de/delivery.json";
import deInvitation from "@/messages/de/invitation.json";
import deMail from "@/messages/de/mail.json";
import dePlatform from "@/messages/de/platform.json";
import dePortal from "@/messages/de/portal.json";
import deProblems from "@/messages/de/problems.json";
import deSettings from "@/messages/de/settings.json";
import deTeam from "@/messages/de/team.json";
import enAbsence from "@/messages/en/absence.json";
import enAccount from "@/messages/en/account.json";
import enActivity from "@/messages/en/activity.json";
import enAppointments from "@/messages/en/appointments.json";
import enAuth from "@/messages/en/auth.json";
import enCalcom from "@/messages/en/calcom.json";
import enCalendar from "@/messages/en/calendar.json";
import enCommon from "@/messages/en/common.json";
import enCustomer from "@/messages/en/customer.json";
import enCustomers from "@/messages/en/customers.json";
import enDelivery from "@/messages/en/delivery.json";
import enInvitation from "@/messages/en/invitation.json";
import enMail from "@/messages/en/mail.json";
import enPlatform from "@/messages/en/platform.json";
import enPortal from "@/messages/en/portal.json";
import enProblems from "@/messages/en/problems.json";
import enSettings from "@/messages/en/settings.json";
import enTeam from "@/messages/en/team.json";

const de = {
  absence: deAbsence,
  account: deAccount,
  activity: deActivity,
  appointments: deAppointments,
  auth: deAuth,
  calcom: deCalcom,
  calendar: deCalendar,
  common: deCommon,
  customer: deCustomer,
  customers: deCustomers,
  delivery: deDelivery,
  invitation: deInvitation,
  mail: deMail,
  platform: dePlatform,
  portal: dePortal,
  problems: deProblems,
  settings: deSettings,
  team: deTeam,
};

/** Every sentence in both languages; a test compares their keys and their placeholders. */
export const MESSAGES = {
  de,
  en: {
    absence: enAbsence,
    account: enAccount,
    activity: enActivity,
    appointments: enAppointments,
    auth: enAuth,
    calcom: enCalcom,
    calendar: enCalendar,
    common: enCommon,
    customer: enCustomer,
    customers: enCustomers,
    delivery: enDelivery,
    invitation: enInvitation,
    mail: enMail,
    platform: enPlatform,
    portal: enPortal,
    problems: enProblems,
    settings: enSettings,
    team: enTeam,
  },
} as const satisfies Record<Locale, Record<keyof typeof de, object>>;

export type Namespace = keyof typeof de;
export type Translate = (key: string, values?: Record<string, string | number>) => string;

const translators = new Map<string, Translate>();

/** The sentences of one area in one language, for pages, mails and problems alike. */
export function translator(locale: Locale, namespace: Namespace): Translate {
  const key = `${locale}.${namespace}`;
  let found = translators.get(key);
  if (found === undefined) {
    found = createTranslator({ locale, messages: MESSAGES[locale][namespace] }) as Translate;
    translators.set(key, found);
  }

  return found;
}
