import { SelectField } from "@/components/form/select-field";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import type { Person } from "@/lib/appointments/schema";
import type { BookingChoices } from "@/lib/appointments/service/booking-choices";
import { formatMoney } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

import { newHref, type NewQuery } from "./new-query";

type Props = { page: PortalPage; query: NewQuery; customer: Person; choices: BookingChoices };

/** What, and where: a plain GET form, so that each choice is an address that can be gone back to. */
export function WhatStep({ page, query, customer, choices }: Props) {
  const { appointments, home, locale } = page;
  const { branches, services } = choices;
  const branchId = query.branchId ?? branches[0]?.id;

  return (
    <Card aria-labelledby="what">
      <CardHead id="what">{appointments("new.what")}</CardHead>
      <CardBody>
        <p>
          {appointments("new.for", { name: customer.name })}{" "}
          <ButtonLink
            variant="link"
            size="sm"
            href={newHref(home, query, { customerId: undefined, from: undefined })}
          >
            {appointments("new.someoneElse")}
          </ButtonLink>
        </p>
        <form
          method="get"
          action={`${home}/appointments/new`}
          className="grid items-end gap-4 lg:grid-cols-[1fr_1fr_auto]"
        >
          <input type="hidden" name="customerId" value={customer.id} />
          {branches.length === 1 ? (
            <input type="hidden" name="branchId" value={branchId} />
          ) : (
            <SelectField
              id="branchId"
              name="branchId"
              label={appointments("new.branch")}
              defaultValue={branchId}
            >
              {branches.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
          <SelectField
            id="serviceId"
            name="serviceId"
            label={appointments("new.service")}
            required
            defaultValue={query.serviceId ?? ""}
          >
            <option value="">{appointments("service.choose")}</option>
            {services.map(({ id, name, durationMinutes, priceMinor, currency }) => (
              <option key={id} value={id}>
                {appointments("service.option", {
                  name,
                  minutes: durationMinutes,
                  price: formatMoney(priceMinor, currency, locale),
                })}
              </option>
            ))}
          </SelectField>
          <Button type="submit">{appointments("new.showTimes")}</Button>
        </form>
      </CardBody>
    </Card>
  );
}
