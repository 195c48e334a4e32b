import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { mayDo } from "@/components/appointment/may-do";
import { appointmentPage, type AppointmentParams } from "@/lib/web/portal-page";

import { ChangeCard } from "../_components/change-card";
import { retryQuerySchema } from "../_components/conflict-query";
import { ReasonField } from "../_components/reason-field";
import { askNewTimeAction } from "../actions";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("ask.title"), company: company.name }),
  };
}

export default async function AskNewTimePage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { customer } = page.appointment;
  if (mayDo("reschedule", page.appointment) === "no" || customer.email === null)
    redirect(page.href);
  const typed = retryQuerySchema.parse(await searchParams);

  return (
    <ChangeCard page={page} name="ask" action={askNewTimeAction}>
      <ReasonField page={page} typed={typed.reason} />
    </ChangeCard>
  );
}
