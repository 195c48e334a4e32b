import type { Metadata } from "next";
import type { ReactNode } from "react";

import { companyPage } from "@/lib/web/visit-page";

type Props = { params: Promise<{ company: string }>; children: ReactNode };

/** What all pages of a company's customers have in common. */
export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { t, company } = await companyPage((await params).company);

  return { description: t("description", { company: company.name }) };
}

export default function CustomerLayout({ children }: Props) {
  return children;
}
