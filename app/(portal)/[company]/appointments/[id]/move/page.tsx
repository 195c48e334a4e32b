import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { mayDo } from "@/components/appointment/may-do";
import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardFoot } from "@/components/ui/card-foot";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Empty } from "@/components/ui/empty";
import { appointmentPage, type AppointmentParams } from "@/lib/web/portal-page";

import { AppointmentFields } from "../_components/appointment-fields";
import { ChangeHead } from "../_components/change-head";
import { MoveDecision } from "../_components/move-decision";
import { LaterDays, NotFree } from "../_components/move-notes";
import { moveQuerySchema } from "../_components/move-query";
import { MoveTo } from "../_components/move-to";
import { NearestSlots, SlotDays } from "../_components/slot-days";
import { StaffFilter } from "../_components/staff-filter";
import { moveAction } from "../actions";
import { DAYS_SHOWN, readSlots } from "./read-slots";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("move.title"), company: company.name }),
  };
}

export default async function MovePage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { appointment, appointments, common, href } = page;
  if (mayDo("reschedule", appointment) === "no") redirect(href);

  const query = moveQuerySchema.parse(await searchParams);
  const { free, nearest, staff } = await readSlots(page, query);
  const days = free.days.slice(0, DAYS_SHOWN);
  const isFree = days.some(({ slots }) =>
    slots.some((slot) => `${slot.startsAt}|${slot.staff.id}` === query.slot),
  );

  return (
    <>
      <ChangeHead
        page={page}
        title={appointments("move.title")}
        current={appointments("move.crumb")}
        lead={appointments("move.lead", {
          customer: appointment.customer.name,
          service: appointment.service.name,
          minutes: (appointment.endsAt.getTime() - appointment.startsAt.getTime()) / 60_000,
        })}
      />
      <NotFree page={page} query={query} isFree={isFree} />
      <StaffFilter page={page} staff={free.staff} chosen={staff} reason={query.reason} />
      <ActionForm
        key={`${query.slot ?? ""}${query.reason}`}
        action={moveAction}
        referenceLabel={common("problem.reference")}
      >
        <AppointmentFields page={page} />
        <Columns>
          <Card aria-labelledby="slots">
            <CardHead id="slots">{appointments("move.slots")}</CardHead>
            <CardBody className="gap-6">
              <NearestSlots page={page} slots={nearest} />
              {days.length === 0 ? (
                <Empty icon="calendar-x" title={appointments("move.none")}>
                  <p>{appointments("move.noneHint")}</p>
                </Empty>
              ) : (
                <SlotDays
                  page={page}
                  days={days}
                  chosen={query.slot}
                  hasNames={staff === "all" && free.staff.length > 1}
                />
              )}
            </CardBody>
            <CardFoot>
              <LaterDays
                page={page}
                query={{ ...query, staff }}
                next={free.days[DAYS_SHOWN]?.date ?? free.nextFrom}
                until={free.until}
              />
            </CardFoot>
          </Card>
          <MoveDecision page={page} reason={query.reason}>
            <ButtonLink href={href}>{appointments("move.keep")}</ButtonLink>
          </MoveDecision>
        </Columns>
      </ActionForm>
      <MoveTo page={page} staff={free.staff} />
    </>
  );
}
