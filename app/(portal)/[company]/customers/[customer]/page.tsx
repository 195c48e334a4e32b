import type { Metadata } from "next";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { formatDate } from "@/lib/shared/format";
import { customerPage, type CustomerParams, customersTitle } from "@/lib/web/customers-page";

import { CustomerAppointments } from "./_components/customer-appointments";
import { CustomerFacts } from "./_components/customer-facts";
import { Duplicates } from "./_components/duplicates";

type Props = { params: CustomerParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z
  .enum(["added", "saved", "merged", "kept", "released", "erased"])
  .optional()
  .catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "title") };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const page = await customerPage(params);
  const { home, href, customer, customers: t, appointments, common } = page;
  const done = doneSchema.parse((await searchParams).done);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/customers`, label: t("title") }]}
            current={customer.name}
          />
        }
        title={customer.name}
        actions={
          customer.erasedAt === null && (
            <>
              <ButtonLink
                variant="primary"
                href={`${home}/appointments/new?customerId=${customer.id}`}
              >
                <Icon name="calendar-plus" />
                {appointments("new.title")}
              </ButtonLink>
              <ButtonLink href={`${href}/edit`}>
                <Icon name="pencil" />
                {t("edit")}
              </ButtonLink>
            </>
          )
        }
      />
      {customer.erasedAt !== null && (
        <Note tone="info" title={t("erase.erased")}>
          <p>{t("erase.erasedText", { when: formatDate(customer.erasedAt, page.reader) })}</p>
        </Note>
      )}
      {done !== undefined && <Note tone="ok" role="status" title={t(`done.${done}`)} />}
      <Columns>
        <div className="grid gap-6">
          <CustomerAppointments page={page} kind="upcoming" appointments={customer.upcoming} />
          <CustomerAppointments page={page} kind="past" appointments={customer.past} />
        </div>
        <div className="grid gap-6">
          {customer.erasedAt === null && <CustomerFacts page={page} customer={customer} />}
          {customer.duplicates.length > 0 && (
            <Duplicates page={page} href={href} duplicates={customer.duplicates} />
          )}
        </div>
      </Columns>
    </>
  );
}
