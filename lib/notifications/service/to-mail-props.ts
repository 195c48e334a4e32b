import "server-only";

import type { AppointmentMailProps, MailSpan } from "@/components/mail/appointment-mail-props";
import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import type { SnapshotFee } from "@/lib/appointments/service/snapshot-deadline";
import { answerAddress } from "@/lib/notifications/service/answer-address";
import { type Translate, translator } from "@/lib/platform/messages";
import {
  formatDay,
  formatMoney,
  formatShortDay,
  formatTime,
  formatZone,
  sameWallClock,
} from "@/lib/shared/format";

/** Only staff hand an appointment over, and only one that takes place. */
export function isHandedOver({ audience, kind, isHandedOver: is }: AppointmentSnapshot): boolean {
  return audience === "staff" && is === true && kind !== "cancelled";
}

/** Which sentences a mail takes. */
export function wordsOf(snapshot: AppointmentSnapshot): AppointmentMailProps["words"] {
  if (snapshot.isNewLink === true) return "newLink";

  return isHandedOver(snapshot) ? "handedOver" : snapshot.kind;
}

/** Nobody has changed anything there. */
const QUIET_ABOUT_WHO: ReadonlySet<string> = new Set(["booked", "reminder", "newLink"]);

type Texts = { t: Translate; common: Translate; actionUrl: string };

/** What the template of a mail about an appointment shows, in its reader's words. */
export function toMailProps(
  snapshot: AppointmentSnapshot,
  { t, common, actionUrl: url }: Texts,
): AppointmentMailProps {
  const { locale, audience, kind, company, branch, startsAt, endsAt, timeZone } = snapshot;
  const reader = { locale, timeZone };
  const { previousStartsAt, previousEndsAt, feeMinor, currency } = snapshot;
  const range = (from: string, to: string) => ({
    from: formatTime(from, reader),
    to: formatTime(to, reader),
  });

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
    day: formatDay(startsAt, reader),
    time: common("time.range", range(startsAt, endsAt)),
    zone: otherZone(snapshot),
    previous:
      previousStartsAt === null || previousEndsAt === null
        ? null
        : common("time.dayRange", {
            day: formatShortDay(previousStartsAt, reader),
            ...range(previousStartsAt, previousEndsAt),
          }),
    service: snapshot.service,
    previousService: snapshot.previousService ?? null,
    previousStaff: snapshot.previousStaff,
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
  texts: Pick<Texts, "common">,
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
      until: onBothClocks(snapshot, step.until, texts),
      fee: formatMoney(step.feeMinor, snapshot.currency, snapshot.locale),
      cost: step.feeMinor === 0 ? ("free" as const) : ("fee" as const),
    }));
    const say = translator(snapshot.locale, "customer");
    const then = later.map((step) => say("can.then", step)).join("");

    return first === undefined
      ? { until: onBothClocks(snapshot, until, texts), cost: "open", fee: "", then }
      : { ...first, then };
  }
}

/** A deadline on the venue's clock, and on the reader's where that says something else. */
function onBothClocks(
  { locale, timeZone, readerTimeZone, branch }: AppointmentSnapshot,
  instant: string,
  { common }: Pick<Texts, "common">,
): string {
  const at = (zone: string) =>
    common("time.dayAt", {
      day: formatDay(instant, { locale, timeZone: zone }),
      time: formatTime(instant, { locale, timeZone: zone }),
    });
  if (sameWallClock(instant, timeZone, readerTimeZone)) return at(timeZone);

  return translator(locale, "customer")("ownClock", {
    when: at(timeZone),
    city: branch.city,
    own: at(readerTimeZone),
  });
}

/** An appointment in person leads with the venue's clock; the reader's own follows where it differs. */
function otherZone(snapshot: AppointmentSnapshot): string | null {
  const { locale, startsAt, timeZone, readerTimeZone, branch } = snapshot;
  if (sameWallClock(startsAt, timeZone, readerTimeZone)) return null;
  const reader = { locale, timeZone: readerTimeZone };

  return translator(locale, "customer")("otherZone", {
    city: branch.city,
    day: formatShortDay(startsAt, reader),
    time: formatTime(startsAt, reader),
    zone: formatZone(startsAt, reader),
  });
}
