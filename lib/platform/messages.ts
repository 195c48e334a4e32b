import "server-only";

import { createTranslator } from "use-intl/core";

import type { Locale } from "@/lib/shared/schema";
import deAppointments from "@/messages/de/appointments.json";
import deAuth from "@/messages/de/auth.json";
import deCommon from "@/messages/de/common.json";
import deCustomer from "@/messages/de/customer.json";
import deInvitation from "@/messages/de/invitation.json";
import deMail from "@/messages/de/mail.json";
import dePortal from "@/messages/de/portal.json";
import deProblems from "@/messages/de/problems.json";
import enAppointments from "@/messages/en/appointments.json";
import enAuth from "@/messages/en/auth.json";
import enCommon from "@/messages/en/common.json";
import enCustomer from "@/messages/en/customer.json";
import enInvitation from "@/messages/en/invitation.json";
import enMail from "@/messages/en/mail.json";
import enPortal from "@/messages/en/portal.json";
import enProblems from "@/messages/en/problems.json";

const de = {
  appointments: deAppointments,
  auth: deAuth,
  common: deCommon,
  customer: deCustomer,
  invitation: deInvitation,
  mail: deMail,
  portal: dePortal,
  problems: deProblems,
};

/** Every sentence in both languages; a test compares their keys and their placeholders. */
export const MESSAGES = {
  de,
  en: {
    appointments: enAppointments,
    auth: enAuth,
    common: enCommon,
    customer: enCustomer,
    invitation: enInvitation,
    mail: enMail,
    portal: enPortal,
    problems: enProblems,
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
