import type { Metadata } from "next";
import type { ReactNode } from "react";

import { managedPage, type ManagedParams } from "@/lib/web/managed-page";

type Props = { params: ManagedParams; children: ReactNode };

/** What all pages of an appointment have in common; the company's name came with the appointment. */
export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { customer, appointment } = await managedPage(params);

  return { description: customer("description", { company: appointment.company.name }) };
}

export default function ManagedLayout({ children }: Props) {
  return children;
}
