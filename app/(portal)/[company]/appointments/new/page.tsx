import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { NotOffered } from "@/lib/appointments/errors";
import type { Offer } from "@/lib/appointments/schema";
import { listBookableSlots } from "@/lib/appointments/service/bookable-slots";
import { listBookingChoices } from "@/lib/appointments/service/booking-choices";
import type { FreeSlots } from "@/lib/appointments/service/free-times";
import { getCustomer } from "@/lib/customers/service/get-customer";
import { listCustomers } from "@/lib/customers/service/list-customers";
import { orNotFound } from "@/lib/web/page-context";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";
import { whyEmpty } from "@/lib/web/why-empty";

import { CustomerStep } from "./_components/customer-step";
import { type NewQuery, newQuerySchema } from "./_components/new-query";
import { NothingToBook } from "./_components/nothing-to-book";
import { TimeStep } from "./_components/time-step";
import { WhatStep } from "./_components/what-step";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, appointments, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: appointments("new.title"), company: company.name }) };
}

export default async function NewAppointmentPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { appointments, common, home } = page;
  const query = newQuerySchema.parse(await searchParams);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/appointments`, label: appointments("list.title") }]}
            current={appointments("new.title")}
          />
        }
        title={appointments("new.title")}
      />
      {query.taken !== undefined && (
        <Note tone="warn" role="alert" title={appointments("move.taken")}>
          <p>{appointments("new.chooseAgain")}</p>
        </Note>
      )}
      <Steps page={page} query={query} />
    </>
  );
}

/** Who, what, when: each step is shown once the one before it has been answered. */
async function Steps({ page, query }: { page: PortalPage; query: NewQuery }) {
  const { ctx, appointments } = page;
  const { customerId, serviceId } = query;
  const choices = await listBookingChoices(ctx);
  if (choices.services.length === 0) {
    return <NothingToBook page={page} why={await whyEmpty(page)} />;
  }
  if (customerId === undefined) {
    const { customers } = await listCustomers(ctx, { search: query.search, after: undefined });

    return <CustomerStep page={page} query={query} found={customers} />;
  }
  const customer = await orNotFound(getCustomer(ctx, customerId));
  if ("mergedInto" in customer) {
    return <Empty icon="calendar-x" title={appointments("new.nothing")} />;
  }
  const branch = choices.branches.find(({ id }) => id === query.branchId) ?? choices.branches[0];

  return (
    <div className="grid gap-6">
      <WhatStep page={page} query={query} customer={customer} choices={choices} />
      {serviceId !== undefined && branch !== undefined && (
        <Times
          page={page}
          query={query}
          offer={{ customerId, serviceId, branchId: branch.id }}
          timeZone={branch.timeZone}
        />
      )}
    </div>
  );
}

type TimesProps = { page: PortalPage; query: NewQuery; offer: Offer; timeZone: string };

async function Times({ page, query, offer, timeZone }: TimesProps) {
  const { appointments, locale } = page;
  const free = await findTimes(page, { offer, query });
  if (free === "not-offered") {
    return (
      <Note tone="info" title={appointments("new.notOffered")}>
        <p>{appointments("new.notOfferedHint")}</p>
      </Note>
    );
  }

  return (
    <TimeStep page={page} query={query} offer={offer} free={free} venue={{ locale, timeZone }} />
  );
}

async function findTimes(
  { ctx }: PortalPage,
  { offer, query }: { offer: Offer; query: NewQuery },
): Promise<FreeSlots | "not-offered"> {
  try {
    return await listBookableSlots(ctx, {
      ...offer,
      ...(query.staff !== undefined && { staffId: query.staff }),
      ...(query.from !== undefined && { from: query.from }),
    });
  } catch (error) {
    if (error instanceof NotOffered) return "not-offered";
    throw error;
  }
}
