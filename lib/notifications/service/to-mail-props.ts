import "server-only";

import type { AppointmentMailProps, MailSpan } from "@/components/mail/appointment-mail-props";
import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import type { SnapshotFee } from "@/lib/appointments/service/snapshot-deadline";
import { answerAddress } from "@/lib/notifications/service/answer-address";
import {
  dayOf,
  deadlineTime,
  otherZone,
  previousTime,
  rangeTime,
} from "@/lib/notifications/service/mail-times";
import { type Translate, translator } from "@/lib/platform/messages";
import { formatMoney } from "@/lib/shared/format";

/** Only staff hand an appointment over, and only one that takes place. */
export function isHandedOver({ audience, kind, isHandedOver: is }: AppointmentSnapshot): boolean {
  return audience === "staff" && is === true && kind !== "cancelled";
}

/** Which sentences a mail takes. */
export function wordsOf(snapshot: AppointmentSnapshot): AppointmentMailProps["words"] {
  if (snapshot.isNewLink === true) return "newLink";
  if (isHandedOver(snapshot)) return "handedOver";
  if (snapshot.isTakenOver === true) return "takenOver";

  return isOtherService(snapshot) ? "serviceChanged" : snapshot.kind;
}

function isOtherService({ kind, previousService = null }: AppointmentSnapshot): boolean {
  return kind === "changed" && previousService !== null;
}

/** Nobody has changed anything there. */
const QUIET_ABOUT_WHO: ReadonlySet<string> = new Set(["booked", "reminder", "newLink"]);

type Texts = { t: Translate; common: Translate; actionUrl: string };

/** What the template of a mail about an appointment shows, in its reader's words. */
export function toMailProps(
  snapshot: AppointmentSnapshot,
  { t, common, actionUrl: url }: Texts,
): AppointmentMailProps {
  const { locale, audience, kind, company, branch } = snapshot;
  const { feeMinor, currency, priceMinor } = snapshot;

  return {
    t,
    locale,
    audience,
    kind,
    words: wordsOf(snapshot),
    company: {
      name: company.name,
      accent: company.accentColour,
      address: `${branch.street}, ${branch.postalCode} ${branch.city}`,
      phone: branch.phone ?? company.phone,
    },
    canAnswer: answerAddress(snapshot) !== null,
    recipientName: audience === "customer" ? snapshot.customer : null,
    customer: snapshot.customer,
    staff: snapshot.staff,
    day: dayOf(snapshot),
    time: rangeTime(snapshot, common),
    zone: otherZone(snapshot),
    previous: previousTime(snapshot, common),
    service: snapshot.service,
    previousService: snapshot.previousService ?? null,
    previousStaff: snapshot.previousStaff,
    price:
      audience === "staff" || priceMinor === undefined
        ? null
        : formatMoney(priceMinor, currency, locale),
    place: { text: `${branch.street}, ${branch.postalCode} ${branch.city}`, url: null },
    changedBy: QUIET_ABOUT_WHO.has(wordsOf(snapshot)) ? null : snapshot.changedBy,
    reason: snapshot.reason,
    fee: feeMinor === 0 ? null : formatMoney(feeMinor, currency, locale),
    deadline: deadline(snapshot, { common }),
    actionUrl: url,
    calendarUrl: null,
  };
}

function deadline(
  snapshot: AppointmentSnapshot,
  { common }: Pick<Texts, "common">,
): AppointmentMailProps["deadline"] {
  const { audience, deadline: known } = snapshot;
  if (known === null || audience === "staff") return null;

  return {
    reschedule: span(known.rescheduleUntil, known.fees?.reschedule),
    cancel: span(known.cancelUntil, known.fees?.cancel),
    reschedulesLeft: known.reschedulesLeft,
  };

  function span(until: string | null, fees: SnapshotFee[] = []): MailSpan | null {
    if (until === null) return null;
    const [first, ...later] = fees.map((step) => ({
      until: deadlineTime(snapshot, step.until, common),
      fee: formatMoney(step.feeMinor, snapshot.currency, snapshot.locale),
      cost: step.feeMinor === 0 ? ("free" as const) : ("fee" as const),
    }));
    const say = translator(snapshot.locale, "customer");
    const then = later.map((step) => say("can.then", step)).join("");

    return first === undefined
      ? { until: deadlineTime(snapshot, until, common), cost: "open", fee: "", then }
      : { ...first, then };
  }
}
