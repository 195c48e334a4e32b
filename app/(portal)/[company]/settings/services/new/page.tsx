import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { ServiceForm } from "../_components/service-form";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "service.add") };
}

export default async function NewServicePage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { home, settings, common } = page;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/services`, label: settings("tabs.services") }]}
            current={settings("service.add")}
          />
        }
        title={settings("service.add")}
      >
        {settings("service.addLead")}
      </PageHead>
      <ServiceForm page={page} />
    </>
  );
}
