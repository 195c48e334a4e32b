import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { mayDo } from "@/components/appointment/may-do";
import { listOtherServices } from "@/lib/appointments/service/offered-services";
import { appointmentPage, type AppointmentParams } from "@/lib/web/portal-page";

import { ChangeCard } from "../_components/change-card";
import { retryQuerySchema } from "../_components/conflict-query";
import { NotifyChoice } from "../_components/notify-choice";
import { ReasonField } from "../_components/reason-field";
import { ServiceChoice } from "../_components/service-choice";
import { changeServiceAction } from "../actions";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("service.title"), company: company.name }),
  };
}

export default async function ServicePage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const may = mayDo("reschedule", page.appointment);
  if (may === "no") redirect(page.href);
  const services = await listOtherServices(page.ctx, page.appointment);
  const typed = retryQuerySchema.parse(await searchParams);

  return (
    <ChangeCard page={page} name="service" action={changeServiceAction}>
      <ServiceChoice page={page} services={services} chosen={typed.serviceId} />
      <ReasonField page={page} typed={typed.reason} isRequired={may === "with-reason"} />
      <NotifyChoice page={page} />
    </ChangeCard>
  );
}
