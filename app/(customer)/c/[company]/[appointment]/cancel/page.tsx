import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { BackLink } from "@/components/ui/back-link";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Dock } from "@/components/ui/dock";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatMoney } from "@/lib/shared/format";
import { managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { CustomerPage } from "../_components/customer-page";
import { FeeRaisedNote, SeenFee } from "../_components/fee-fields";
import { ManagedFields } from "../_components/managed-fields";
import { whenOnBothClocks } from "../_components/own-clock";
import { Refusal } from "../_components/refusal";
import { cancelAction } from "../actions";

type Props = { params: ManagedParams; searchParams: Promise<{ fee?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer, appointment } = await managedPage(params);

  return { title: customer("cancel.pageTitle", { company: appointment.company.name }) };
}

export default async function CancelPage({ params, searchParams }: Props) {
  const page = await managedPage(params);
  const { fee } = await searchParams;
  const { appointment, customer, common, href, locale } = page;
  const { cancel, reschedule, policy, service, staff, currency } = appointment;
  if (cancel.refusal === "already-cancelled") redirect(href);
  if (cancel.refusal !== null) return <Refusal page={page} change="cancel" />;

  return (
    <CustomerPage page={page} path="/cancel">
      <div>
        <BackLink href={href}>{customer("move.back")}</BackLink>
        <h1>{customer("cancel.title")}</h1>
        <p className="mt-2 text-ink-2">
          <strong className="text-ink">{whenOnBothClocks(page, appointment.startsAt)}</strong>
          <br />
          {customer("confirm.with", { service: service.name, staff: staff.name })}
        </p>
        <p className="mt-2 text-ink-2">
          {cancel.feeMinor === 0
            ? customer("cancel.free")
            : customer("cancel.fee", { fee: formatMoney(cancel.feeMinor, currency, locale) })}{" "}
          {customer("cancel.lead")}
        </p>
      </div>
      <FeeRaisedNote page={page} fee={fee} />
      {reschedule.refusal === null && (
        <Card aria-labelledby="instead">
          <CardBody className="gap-2">
            <h2 id="instead">{customer("cancel.instead")}</h2>
            <p className="text-ink-2">{customer("cancel.insteadHint")}</p>
            <ButtonAnchor size="block" href={`${href}/move`}>
              {customer("cancel.insteadAction")}
            </ButtonAnchor>
          </CardBody>
        </Card>
      )}
      <ActionForm action={cancelAction} referenceLabel={common("problem.reference")}>
        <ManagedFields page={page} />
        <SeenFee feeMinor={cancel.feeMinor} />
        <KeptTextareaField
          name="reason"
          label={customer("cancel.reason")}
          optional={policy.isReasonRequired ? undefined : common("field.optional")}
          required={policy.isReasonRequired}
          maxLength={500}
          rows={3}
        />
        <BackLink href={href} arrow={false}>
          {customer("cancel.keep")}
        </BackLink>
        <Dock label={customer("confirm.dock")}>
          <SubmitButton variant="dangerFill" size="block" pendingLabel={customer("cancel.pending")}>
            {customer("cancel.submit")}
          </SubmitButton>
        </Dock>
      </ActionForm>
    </CustomerPage>
  );
}
