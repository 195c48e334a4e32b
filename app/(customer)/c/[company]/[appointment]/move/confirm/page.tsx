import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { shortDayAndRange, timeRange } from "@/components/appointment/when-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Dock } from "@/components/ui/dock";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { SubmitButton } from "@/components/ui/submit-button";
import { Swap } from "@/components/ui/swap";
import type { Hold } from "@/lib/appointments/schema";
import { findLapsedHold } from "@/lib/appointments/service/find-lapsed-hold";
import { findHold } from "@/lib/appointments/service/hold-slot";
import { formatDay, formatMoney } from "@/lib/shared/format";
import { type ManagedPage, managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { afterMove } from "../../_components/after-move";
import { countdownTexts } from "../../_components/countdown-texts";
import { CustomerPage } from "../../_components/customer-page";
import { FeeRaisedNote, SeenFee } from "../../_components/fee-fields";
import { HoldCountdown } from "../../_components/hold-countdown";
import { HoldGone } from "../../_components/hold-gone";
import { ManagedFields } from "../../_components/managed-fields";
import { ownZone } from "../../_components/own-clock";
import { Refusal } from "../../_components/refusal";
import { confirmMoveAction, extendHoldAction } from "../../actions";

type Props = { params: ManagedParams; searchParams: Promise<{ hold?: string; fee?: string }> };

const HOLD_SECONDS = 300;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer, appointment } = await managedPage(params);

  return { title: customer("confirm.pageTitle", { company: appointment.company.name }) };
}

export default async function ConfirmMovePage({ params, searchParams }: Props) {
  const page = await managedPage(params);
  const { appointment, customer, common, href, ctx } = page;
  const { refusal } = appointment.reschedule;
  if (refusal === "already-cancelled") redirect(href);
  if (refusal !== null) return <Refusal page={page} change="reschedule" />;

  const { hold: holdId = "", fee } = await searchParams;
  const hold = await findHold(ctx, holdId);
  if (hold === null) {
    const lapsed = await findLapsedHold(ctx, { appointmentId: appointment.id, holdId });

    return <HoldGone page={page} lapsed={lapsed} />;
  }

  return (
    <CustomerPage page={page} path={`/move/confirm?hold=${hold.id}`}>
      <div>
        <BackLink href={`${href}/move`}>{customer("confirm.back")}</BackLink>
        <h1>{customer("confirm.title")}</h1>
      </div>
      <FeeRaisedNote page={page} fee={fee} />
      <NewTime page={page} hold={hold} />
      <ActionForm
        id="extend"
        action={extendHoldAction}
        referenceLabel={common("problem.reference")}
        className="contents"
      >
        <ManagedFields page={page} />
        <input type="hidden" name="holdId" value={hold.id} />
      </ActionForm>
      <ActionForm action={confirmMoveAction} referenceLabel={common("problem.reference")}>
        <ManagedFields page={page} />
        <input type="hidden" name="holdId" value={hold.id} />
        <SeenFee feeMinor={appointment.reschedule.feeMinor} />
        <input type="hidden" name="startsAt" value={hold.startsAt} />
        <input type="hidden" name="staffId" value={hold.staff.id} />
        <Disclosure summary={customer("confirm.message")}>
          <KeptTextareaField
            name="reason"
            label={customer("confirm.messageLabel")}
            optional={common("field.optional")}
            maxLength={500}
            rows={3}
          />
        </Disclosure>
        <BackLink href={href} arrow={false}>
          {customer("confirm.keep")}
        </BackLink>
        <Dock label={customer("confirm.dock")}>
          <HoldCountdown
            key={hold.expiresAt}
            secondsLeft={Math.floor(
              (new Date(hold.expiresAt).getTime() - ctx.now.getTime()) / 1000,
            )}
            totalSeconds={HOLD_SECONDS}
            texts={countdownTexts(page, hold)}
          >
            {hold.canBeExtended && (
              <Button type="submit" form="extend">
                {customer("confirm.extend")}
              </Button>
            )}
          </HoldCountdown>
          <SubmitButton size="block" pendingLabel={customer("confirm.pending")}>
            {customer("confirm.submit")}
          </SubmitButton>
        </Dock>
      </ActionForm>
    </CustomerPage>
  );
}

function NewTime({ page, hold }: { page: ManagedPage; hold: Hold }) {
  const { appointment, customer, common, reader, locale, ctx } = page;
  const { reschedule, service, priceMinor, currency } = appointment;
  const minutes = (appointment.endsAt.getTime() - appointment.startsAt.getTime()) / 60_000;
  const details = customer("details.durationPrice", {
    minutes,
    price: formatMoney(priceMinor, currency, locale),
  });

  return (
    <Swap
      label={customer("confirm.swap")}
      oldLabel={common("change.old")}
      oldTime={shortDayAndRange(appointment, { reader, now: ctx.now, common })}
      newLabel={common("change.new")}
      newDay={formatDay(hold.startsAt, reader, ctx.now)}
      newTime={timeRange(hold, reader, common)}
      newDateTime={hold.startsAt}
      newZone={ownZone(page, hold.startsAt)}
    >
      <LineList>
        <LineItem icon="scissors" sub={customer("confirm.same", { details })}>
          {customer("confirm.with", { service: service.name, staff: hold.staff.name })}
        </LineItem>
        <LineItem icon="euro" sub={afterMove(page, hold.startsAt)}>
          {reschedule.feeMinor === 0
            ? customer("confirm.free")
            : customer("confirm.fee", { fee: formatMoney(reschedule.feeMinor, currency, locale) })}
        </LineItem>
      </LineList>
    </Swap>
  );
}
