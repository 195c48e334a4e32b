import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Emphasis } from "@/components/ui/emphasis";
import { Note } from "@/components/ui/note";
import { RuleItem } from "@/components/ui/rule-item";
import { RuleList } from "@/components/ui/rule-list";
import type { Change, Decision } from "@/lib/policies/rules";
import { formatMoney } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

import { onBothClocks } from "./own-clock";
import { howToReach, whyNot } from "./why-not";

const CHANGES = ["reschedule", "cancel"] as const satisfies Change[];

/** What is still allowed, until when and at what fee, before any click; and why not, where it is not. */
export function ChangeOptions({ page }: { page: ManagedPage }) {
  const { appointment, customer, href } = page;
  const { reschedule, cancel, status } = appointment;
  if (reschedule.refusal !== null && cancel.refusal !== null) {
    return status === "cancelled" ? null : <Closed page={page} />;
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
        {reschedule.refusal === null && (
          <RuleItem>
            <Emphasis>{customer("can.movesLeft", { left: reschedule.left })}</Emphasis>
          </RuleItem>
        )}
        <Refused page={page} />
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

/** One reason where it is the same for both, else one for each. */
function Closed({ page }: { page: ManagedPage }) {
  const { customer } = page;
  const { reschedule, cancel } = page.appointment;
  const isSame =
    reschedule.refusal === cancel.refusal && reschedule.until.getTime() === cancel.until.getTime();
  const isOver = reschedule.refusal === "appointment-over";

  return (
    <Note tone="info" title={customer("can.closedTitle")}>
      {isSame || isOver || reschedule.refusal === "not-online" ? (
        <p>{whyNot(page, "any", reschedule)}</p>
      ) : (
        <>
          <p>{whyNot(page, "reschedule", reschedule)}</p>
          <p>{whyNot(page, "cancel", cancel)}</p>
        </>
      )}
      {!isOver && <p>{howToReach(page)}</p>}
    </Note>
  );
}

/** Why one change is missing where the other one is offered, and how to go on all the same. */
function Refused({ page }: { page: ManagedPage }) {
  const { appointment } = page;
  const refused = CHANGES.filter((change) => appointment[change].refusal !== null);

  return refused.map((change) => (
    <RuleItem key={change} icon="info" tone="quiet">
      {whyNot(page, change, appointment[change])} {howToReach(page)}
    </RuleItem>
  ));
}
