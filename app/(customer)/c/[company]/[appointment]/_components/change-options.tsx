import { dayAndTime, deadlineText } from "@/components/appointment/when-text";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Emphasis } from "@/components/ui/emphasis";
import { Note } from "@/components/ui/note";
import { RuleItem } from "@/components/ui/rule-item";
import { RuleList } from "@/components/ui/rule-list";
import type { Decision } from "@/lib/policies/rules";
import { formatMoney, sameWallClock } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

/** What is still allowed, until when and at what fee, before any click; and why not, where it is not. */
export function ChangeOptions({ page }: { page: ManagedPage }) {
  const { appointment, customer, href } = page;
  const { reschedule, cancel, status } = appointment;
  if (reschedule.refusal !== null && cancel.refusal !== null) {
    return status === "cancelled" ? null : <Closed page={page} refused={reschedule} />;
  }

  return (
    <section aria-labelledby="can" className="grid gap-4">
      <h2 id="can">{customer("can.title")}</h2>
      <RuleList>
        {deadlines(page).map((sentence) => (
          <RuleItem key={sentence}>
            <Emphasis>{sentence}</Emphasis>
          </RuleItem>
        ))}
        {reschedule.refusal === null ? (
          <RuleItem>
            <Emphasis>{customer("can.movesLeft", { left: reschedule.left })}</Emphasis>
          </RuleItem>
        ) : (
          <RuleItem icon="info" tone="quiet">
            {why(page, reschedule)}
          </RuleItem>
        )}
        <FeeRule page={page} />
      </RuleList>
      <div className="grid grid-cols-2 gap-3 *:only:col-span-full">
        {reschedule.refusal === null && (
          <ButtonAnchor variant="primary" size="block" href={`${href}/move`}>
            {customer("can.reschedule")}
          </ButtonAnchor>
        )}
        {cancel.refusal === null && (
          <ButtonAnchor size="block" href={`${href}/cancel`}>
            {customer("can.cancel")}
          </ButtonAnchor>
        )}
      </div>
    </section>
  );
}

function FeeRule({ page }: { page: ManagedPage }) {
  const { appointment, customer, locale } = page;
  const { feeMinor } = appointment.reschedule;
  if (feeMinor === 0) return null;

  return (
    <RuleItem icon="euro" tone="warn">
      {customer("can.fee", { fee: formatMoney(feeMinor, appointment.currency, locale) })}
    </RuleItem>
  );
}

/** One sentence where both deadlines are the same, else one for each that is open. */
function deadlines(page: ManagedPage): string[] {
  const { appointment, customer, locale } = page;
  const { reschedule, cancel } = appointment;
  const say = (key: string, { fees }: Decision) => {
    const [first, ...later] = fees.map(({ until, feeMinor }) => ({
      until: onBothClocks(page, until),
      cost: feeMinor === 0 ? "free" : "fee",
      fee: formatMoney(feeMinor, appointment.currency, locale),
    }));
    const then = later.map((step) => customer("can.then", step)).join("");

    return customer(`can.${key}`, { ...first, then });
  };

  if (
    reschedule.refusal === null &&
    cancel.refusal === null &&
    reschedule.until.getTime() === cancel.until.getTime()
  ) {
    return [say("bothUntil", reschedule)];
  }

  return [
    ...(reschedule.refusal === null ? [say("rescheduleUntil", reschedule)] : []),
    ...(cancel.refusal === null ? [say("cancelUntil", cancel)] : []),
  ];
}

function why(page: ManagedPage, { refusal, until }: Decision): string {
  return page.customer(`why.${refusal ?? "appointment-over"}`, {
    until: onBothClocks(page, until),
  });
}

/** A deadline on the venue's clock, and on the customer's where that says something else. */
function onBothClocks(page: ManagedPage, until: Date): string {
  const { appointment, customer, common, reader, locale } = page;
  const when = deadlineText(until, { ...page, now: page.ctx.now });
  const { timeZone } = appointment.customer;
  if (sameWallClock(until, reader.timeZone, timeZone)) return when;

  return customer("ownClock", {
    when,
    city: appointment.branch.city,
    own: dayAndTime(until, { locale, timeZone }, common),
  });
}

function Closed({ page, refused }: { page: ManagedPage; refused: Decision }) {
  const { customer } = page;

  return (
    <Note tone="info" title={customer("can.closedTitle")}>
      <p>
        {why(page, refused)} {refused.refusal !== "appointment-over" && customer("can.callUs")}
      </p>
    </Note>
  );
}
