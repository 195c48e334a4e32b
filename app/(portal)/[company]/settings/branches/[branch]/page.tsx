import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { getBranch } from "@/lib/catalogue/service/branches";
import { idSchema } from "@/lib/shared/schema";
import { timeZones } from "@/lib/web/account-page";
import { orNotFound } from "@/lib/web/page-context";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { BranchForm } from "../_components/branch-form";

type Props = { params: Promise<{ company: string; branch: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "branch.edit") };
}

export default async function BranchPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings, common } = page;
  const { branch: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const branch = await orNotFound(getBranch(ctx, id));

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/branches`, label: settings("tabs.branches") }]}
            current={branch.name}
          />
        }
        title={branch.name}
      >
        {settings("branch.staffCount", { count: branch.staffCount })},{" "}
        {settings("branch.appointmentCount", { count: branch.appointmentCount })}
      </PageHead>
      <BranchForm page={page} timeZones={timeZones()} branch={branch} />
    </>
  );
}
