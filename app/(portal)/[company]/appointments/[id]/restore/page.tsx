import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { Note } from "@/components/ui/note";
import { needsReason } from "@/lib/appointments/service/needs-reason";
import { appointmentPage, type AppointmentParams } from "@/lib/web/portal-page";

import { ChangeCard } from "../_components/change-card";
import { retryQuerySchema } from "../_components/conflict-query";
import { NotifyChoice } from "../_components/notify-choice";
import { ReasonField } from "../_components/reason-field";
import { stepAction } from "../actions";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("restore.title"), company: company.name }),
  };
}

export default async function RestorePage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  if (!page.appointment.steps.includes("restore")) redirect(page.href);
  const { appointment, appointments, ctx } = page;
  const isRequired = await needsReason(ctx, appointment.id);
  const typed = retryQuerySchema.parse(await searchParams);

  return (
    <ChangeCard page={page} name="restore" action={stepAction}>
      <input type="hidden" name="step" value="restore" />
      {isRequired && (
        <Note tone="info">
          <p>{appointments("restore.notAtWork", { staff: appointment.staff.name })}</p>
        </Note>
      )}
      <ReasonField page={page} typed={typed.reason} isRequired={isRequired} />
      <NotifyChoice page={page} />
    </ChangeCard>
  );
}
