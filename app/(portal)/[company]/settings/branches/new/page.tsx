import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { timeZones } from "@/lib/web/account-page";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { BranchForm } from "../_components/branch-form";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "branch.add") };
}

export default async function NewBranchPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { home, settings, common } = page;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/branches`, label: settings("tabs.branches") }]}
            current={settings("branch.add")}
          />
        }
        title={settings("branch.add")}
      />
      <BranchForm page={page} timeZones={timeZones()} />
    </>
  );
}
