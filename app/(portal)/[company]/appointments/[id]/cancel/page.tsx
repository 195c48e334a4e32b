import type { Metadata } from "next";
import { redirect } from "next/navigation";
import * as z from "zod";

import { mayDo } from "@/components/appointment/may-do";
import { ActionForm } from "@/components/form/action-form";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelSchema } from "@/lib/appointments/schema";
import { formatMoney } from "@/lib/shared/format";
import { textSchema } from "@/lib/shared/schema";
import { appointmentPage, type AppointmentParams } from "@/lib/web/portal-page";

import { AppointmentFields } from "../_components/appointment-fields";
import { CancelReason } from "../_components/cancel-reason";
import { ChangeHead } from "../_components/change-head";
import { CurrentTime } from "../_components/current-time";
import { cancelAction } from "../actions";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const querySchema = z.object({
  reason: textSchema(500).default("").catch(""),
  category: cancelSchema.shape.category.catch(undefined),
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("cancel.title"), company: company.name }),
  };
}

export default async function CancelPage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { appointment, appointments, common, href, locale } = page;
  if (mayDo("cancel", appointment) === "no") redirect(href);

  const typed = querySchema.parse(await searchParams);
  const { currency } = appointment;
  const { feeMinor } = appointment.forCustomer.cancel;

  return (
    <>
      <ChangeHead
        page={page}
        title={appointments("cancel.title")}
        current={appointments("cancel.crumb")}
        lead={appointments("move.lead", {
          customer: appointment.customer.name,
          service: appointment.service.name,
          minutes: (appointment.endsAt.getTime() - appointment.startsAt.getTime()) / 60_000,
        })}
      />
      <Card aria-label={appointments("cancel.title")} className="max-w-160">
        <CardBody>
          <CurrentTime page={page} label={appointments("cancel.what")} />
          <p className="text-ink-2">
            {feeMinor === 0
              ? appointments("cancel.free")
              : appointments("cancel.fee", {
                  fee: formatMoney(feeMinor, currency, locale),
                })}{" "}
            {appointments("cancel.lead")}
          </p>
          <ActionForm action={cancelAction} referenceLabel={common("problem.reference")}>
            <AppointmentFields page={page} />
            <CancelReason page={page} {...typed} />
            <ActionRow>
              <ButtonLink href={href}>{appointments("cancel.keep")}</ButtonLink>
              <SubmitButton variant="dangerFill" pendingLabel={appointments("cancel.pending")}>
                {appointments("cancel.submit")}
              </SubmitButton>
            </ActionRow>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}
