import type { Metadata } from "next";
import { redirect } from "next/navigation";
import * as z from "zod";

import { ActionForm } from "@/components/form/action-form";
import { BackLink } from "@/components/ui/back-link";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Dock } from "@/components/ui/dock";
import { Empty } from "@/components/ui/empty";
import { SubmitButton } from "@/components/ui/submit-button";
import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { formatDay } from "@/lib/shared/format";
import { daySchema, idSchema, instantSchema } from "@/lib/shared/schema";
import { managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { BothZones } from "../_components/both-zones";
import { CustomerPage } from "../_components/customer-page";
import { FreeDays } from "../_components/free-days";
import { ManagedFields } from "../_components/managed-fields";
import { NearestSlots } from "../_components/nearest-slots";
import { whenOnBothClocks } from "../_components/own-clock";
import { Refusal } from "../_components/refusal";
import { StaffFilter } from "../_components/staff-filter";
import { holdSlotAction } from "../actions";

type Props = { params: ManagedParams; searchParams: Promise<Record<string, string | undefined>> };

const querySchema = z.object({
  staff: idSchema.optional().catch(undefined),
  from: daySchema.optional().catch(undefined),
  taken: instantSchema.optional().catch(undefined),
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer, appointment } = await managedPage(params);

  return { title: customer("move.pageTitle", { company: appointment.company.name }) };
}

export default async function MovePage({ params, searchParams }: Props) {
  const page = await managedPage(params);
  const { appointment, customer, common, reader, href, ctx } = page;
  const { refusal } = appointment.reschedule;
  if (refusal === "already-cancelled") redirect(href);
  if (refusal !== null) return <Refusal page={page} change="reschedule" />;

  const { staff, from, taken } = querySchema.parse(await searchParams);
  const free = await listFreeSlots(ctx, {
    appointmentId: appointment.id,
    ...(staff !== undefined && { staffId: staff }),
    ...(from !== undefined && { from }),
  });
  const nearest =
    taken === undefined
      ? null
      : await nearestFreeSlots(ctx, {
          appointmentId: appointment.id,
          staffId: staff ?? appointment.staff.id,
          startsAt: new Date(taken),
        });
  const query = staff === undefined ? "" : `&staff=${staff}`;

  return (
    <CustomerPage page={page} path="/move">
      <div>
        <BackLink href={href}>{customer("move.back")}</BackLink>
        <h1>{customer("move.title")}</h1>
        <p className="mt-2 text-ink-2">
          {customer("move.lead", { when: whenOnBothClocks(page, appointment.startsAt) })}
        </p>
      </div>
      <StaffFilter page={page} staff={free.staff} chosen={staff} />
      <ActionForm
        action={holdSlotAction}
        referenceLabel={common("problem.reference")}
        className="grid gap-6"
      >
        <ManagedFields page={page} />
        <BothZones page={page} slots={free.days.flatMap(({ slots }) => slots)} />
        {nearest !== null && <NearestSlots page={page} slots={nearest} />}
        {free.days.length === 0 ? (
          <Empty icon="calendar-x" title={customer("move.none")} level="h2">
            <p>{customer("move.noneHint")}</p>
          </Empty>
        ) : (
          <FreeDays page={page} days={free.days} isOnePerson={staff !== undefined} />
        )}
        {free.nextFrom !== null && (
          <ButtonAnchor size="block" href={`${href}/move?from=${free.nextFrom}${query}`}>
            {customer("move.more")}
          </ButtonAnchor>
        )}
        {from !== undefined && (
          <ButtonAnchor variant="ghost" size="block" href={`${href}/move?${query.slice(1)}`}>
            {customer("move.fromStart")}
          </ButtonAnchor>
        )}
        <p className="text-note text-ink-2">
          {customer("move.foot", {
            city: appointment.branch.city,
            until: formatDay(free.until, reader, ctx.now),
          })}
        </p>
        <Dock
          label={customer("move.dock")}
          summary={<p className="text-note text-ink-2">{customer("move.choose")}</p>}
        >
          <SubmitButton size="block" pendingLabel={customer("move.pending")}>
            {customer("move.continue")}
          </SubmitButton>
        </Dock>
      </ActionForm>
    </CustomerPage>
  );
}
