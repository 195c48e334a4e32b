import { dayAndTime } from "@/components/appointment/when-text";
import type { Decision } from "@/lib/policies/rules";
import type { AppointmentPage } from "@/lib/web/portal-page";

/** Why the company's rules refuse a change, as a sentence; empty where they do not. */
export function whyText(
  { appointments, venue: reader, common, ctx }: AppointmentPage,
  { refusal, until }: Decision,
): string {
  if (refusal === null) return "";

  return appointments(`why.${refusal}`, {
    until: dayAndTime(until, { reader, now: ctx.now, common }),
  });
}
