import { ActionForm } from "@/components/form/action-form";
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
import type { FreeSlots } from "@/lib/appointments/service/free-times";
import { formatDay, type Reader } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

import { chooseNewSlotAction } from "../actions";
import { BookAt } from "./book-at";
import { newHref, type NewQuery } from "./new-query";
import { NearestSlots, SlotChoice, valueOf } from "./slot-choice";

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
          <NearestSlots page={page} query={query} free={free} venue={venue} />
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
