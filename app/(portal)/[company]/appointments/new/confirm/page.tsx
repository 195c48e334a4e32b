import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { timeRange } from "@/components/appointment/when-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Crumbs } from "@/components/ui/crumbs";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { offerSchema } from "@/lib/appointments/schema";
import { getHeldOffer, type HeldOffer } from "@/lib/appointments/service/get-offer";
import { formatDay, formatMoney, formatTime } from "@/lib/shared/format";
import { idSchema } from "@/lib/shared/schema";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { bookAction } from "../actions";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const querySchema = offerSchema.extend({ hold: idSchema });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, appointments, company } = await portalPage(params);

  return {
    title: portal("pageTitle", { page: appointments("new.confirm"), company: company.name }),
  };
}

export default async function ConfirmNewPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { appointments, common, ctx, home } = page;
  const values = await searchParams;
  const query = querySchema.safeParse(values);
  if (!query.success) redirect(`${home}/appointments/new`);
  const { hold: holdId, ...offer } = query.data;
  const back = `${home}/appointments/new?${new URLSearchParams(offer).toString()}`;
  const held = await getHeldOffer(ctx, { ...offer, holdId });

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[
              { href: `${home}/appointments`, label: appointments("list.title") },
              { href: back, label: appointments("new.title") },
            ]}
            current={appointments("new.confirm")}
          />
        }
        title={appointments("new.confirm")}
      />
      {held === null ? (
        <Note
          tone="warn"
          title={appointments("new.holdGone")}
          actions={<ButtonLink href={back}>{appointments("new.again")}</ButtonLink>}
        >
          <p>{appointments("new.holdGoneHint")}</p>
        </Note>
      ) : (
        <BookForm page={page} held={held} back={back} />
      )}
    </>
  );
}

type FormProps = { page: PortalPage; held: HeldOffer; back: string };

function BookForm({ page, held: { offer, hold }, back }: FormProps) {
  const { appointments, common, company, locale, ctx } = page;
  const venue = { locale, timeZone: offer.timeZone };

  return (
    <Card aria-label={appointments("new.confirm")} className="max-w-160">
      <CardBody>
        <Facts>
          <Fact label={appointments("list.time")} sub={timeRange(hold, venue, common)}>
            {formatDay(hold.startsAt, venue, ctx.now)}
          </Fact>
          <Fact label={appointments("detail.customer")} sub={offer.customer.email ?? ""}>
            {offer.customer.name}
          </Fact>
          <Fact
            label={appointments("detail.service")}
            sub={formatMoney(offer.priceMinor, offer.currency, locale)}
          >
            {offer.service.name}
          </Fact>
          <Fact label={appointments("detail.staff")} sub={offer.branch.name}>
            {hold.staff.name}
          </Fact>
        </Facts>
        <p className="text-ink-2">
          {appointments("new.heldUntil", { time: formatTime(hold.expiresAt, venue) })}
        </p>
        <ActionForm action={bookAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="customerId" value={offer.customer.id} />
          <input type="hidden" name="serviceId" value={offer.service.id} />
          <input type="hidden" name="branchId" value={offer.branch.id} />
          <input type="hidden" name="staffId" value={hold.staff.id} />
          <input type="hidden" name="startsAt" value={hold.startsAt} />
          <input type="hidden" name="holdId" value={hold.id} />
          <KeptTextareaField
            name="notes"
            label={appointments("notes.label")}
            hint={appointments("notes.hint")}
            optional={common("field.optional")}
            maxLength={2000}
            rows={3}
          />
          {offer.customer.email !== null && (
            <KeptSelectField
              name="notify"
              label={appointments("notify.label", { name: offer.customer.name })}
              hint={appointments("notify.hint")}
              defaultValue="yes"
            >
              <option value="yes">{appointments("notify.yes")}</option>
              <option value="no">{appointments("notify.no")}</option>
            </KeptSelectField>
          )}
          <ActionRow>
            <ButtonLink href={back}>{appointments("new.otherTime")}</ButtonLink>
            <SubmitButton pendingLabel={appointments("new.booking")}>
              {appointments("new.book")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
