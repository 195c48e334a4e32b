import { ActionForm } from "@/components/form/action-form";
import { KeptSlotRadio } from "@/components/form/kept-slot-radio";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardFoot } from "@/components/ui/card-foot";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { SlotDay } from "@/components/ui/slot-day";
import { SubmitButton } from "@/components/ui/submit-button";
import { Tabs } from "@/components/ui/tabs";
import type { Offer } from "@/lib/appointments/schema";
import type { FreeSlot, FreeSlots } from "@/lib/appointments/service/free-times";
import { nearestStarts } from "@/lib/availability/rules";
import { formatDay, formatShortDay, formatTime, type Reader } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

import { chooseNewSlotAction } from "../actions";
import { BookAt } from "./book-at";
import { newHref, type NewQuery } from "./new-query";

type Props = { page: PortalPage; query: NewQuery; offer: Offer; free: FreeSlots; venue: Reader };

/** When, and with whom: list first, a heading for each day, a radio button for each time. */
export function TimeStep({ page, query, offer, free, venue }: Props) {
  const { appointments, common, company, ctx, home } = page;
  const hasNames = query.staff === undefined && free.staff.length > 1;

  return (
    <Card aria-labelledby="when">
      <CardHead id="when">{appointments("new.when")}</CardHead>
      {free.staff.length > 1 && <WhoTabs page={page} query={query} free={free} />}
      <ActionForm action={chooseNewSlotAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <input type="hidden" name="customerId" value={offer.customerId} />
        <input type="hidden" name="serviceId" value={offer.serviceId} />
        <input type="hidden" name="branchId" value={offer.branchId} />
        <CardBody className="gap-6">
          <Nearest page={page} query={query} free={free} venue={venue} />
          {free.days.length === 0 ? (
            <Empty icon="calendar-x" title={appointments("move.none")}>
              <p>{appointments("move.noneHint")}</p>
            </Empty>
          ) : (
            free.days.map(({ date, slots }) => (
              <SlotDay key={date} legend={formatDay(slots[0]?.startsAt ?? date, venue, ctx.now)}>
                {slots.map((slot) => (
                  <SlotChoice
                    key={valueOf(slot)}
                    page={page}
                    slot={slot}
                    venue={venue}
                    hasName={hasNames}
                  />
                ))}
              </SlotDay>
            ))
          )}
          {free.days.length > 0 && (
            <ActionRow>
              <SubmitButton pendingLabel={appointments("new.holding")}>
                {appointments("new.hold")}
              </SubmitButton>
            </ActionRow>
          )}
        </CardBody>
        <CardFoot>
          <span className="mr-auto text-note text-ink-2">
            {appointments("move.until", { until: formatDay(free.until, venue, ctx.now) })}
          </span>
          {query.from !== undefined && (
            <ButtonLink variant="ghost" href={newHref(home, query, { from: undefined })}>
              {appointments("move.fromStart")}
            </ButtonLink>
          )}
          {free.nextFrom !== null && (
            <ButtonLink href={newHref(home, query, { from: free.nextFrom })}>
              {appointments("move.more")}
            </ButtonLink>
          )}
        </CardFoot>
      </ActionForm>
      <CardBody>
        <BookAt page={page} query={query} offer={offer} free={free} venue={venue} />
      </CardBody>
    </Card>
  );
}

type ChoiceProps = Pick<Props, "page" | "venue"> & { slot: FreeSlot; hasName: boolean };

function SlotChoice({ page: { appointments, ctx }, venue, slot, hasName }: ChoiceProps) {
  const time = formatTime(slot.startsAt, venue);
  const staff = slot.staff.name;

  return (
    <KeptSlotRadio
      name="slot"
      required
      value={valueOf(slot)}
      time={hasName ? appointments("move.slotNamed", { time, staff }) : time}
      description={appointments("move.slotWith", {
        day: formatDay(slot.startsAt, venue, ctx.now),
        staff,
      })}
    />
  );
}

const NEAREST_SHOWN = 3;

/** The free times closest to the one that somebody else has just taken. */
function Nearest({ page, query, free, venue }: Omit<Props, "offer">) {
  const { taken } = query;
  if (taken === undefined) return null;
  const slots = free.days.flatMap((day) => day.slots);
  const starts = nearestStarts(
    [...new Set(slots.map(({ startsAt }) => startsAt))].map((startsAt) => new Date(startsAt)),
    new Date(taken),
    NEAREST_SHOWN,
  ).map((start) => start.getTime());
  const nearest = starts.flatMap(
    (start) => slots.find(({ startsAt }) => Date.parse(startsAt) === start) ?? [],
  );
  if (nearest.length === 0) return null;

  return (
    <SlotDay legend={page.appointments("move.nearest")}>
      {nearest.map((slot) => (
        <KeptSlotRadio
          key={valueOf(slot)}
          name="slot"
          required
          value={valueOf(slot)}
          time={`${formatShortDay(slot.startsAt, venue)}, ${formatTime(slot.startsAt, venue)}`}
          description={` ${slot.staff.name}`}
        />
      ))}
    </SlotDay>
  );
}

const valueOf = ({ startsAt, staff }: FreeSlot) => `${startsAt}|${staff.id}`;

function WhoTabs({ page, query, free }: Pick<Props, "page" | "query" | "free">) {
  const { appointments, home } = page;
  const href = (staff: string | undefined) => newHref(home, query, { staff, taken: undefined });

  return (
    <Tabs
      label={appointments("move.who")}
      tabs={[
        {
          href: href(undefined),
          label: appointments("move.anyone"),
          isCurrent: query.staff === undefined,
        },
        ...free.staff.map(({ id, name }) => ({
          href: href(id),
          label: name,
          isCurrent: query.staff === id,
        })),
      ]}
    />
  );
}
