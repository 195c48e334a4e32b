import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { getService } from "@/lib/catalogue/service/services";
import { idSchema } from "@/lib/shared/schema";
import { orNotFound } from "@/lib/web/page-context";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { ServiceForm } from "../_components/service-form";

type Props = { params: Promise<{ company: string; service: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "service.edit") };
}

export default async function ServicePage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings, common } = page;
  const { service: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const service = await orNotFound(getService(ctx, id));

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/services`, label: settings("tabs.services") }]}
            current={service.name}
          />
        }
        title={service.name}
      >
        {settings("service.editLead")}
      </PageHead>
      <ServiceForm page={page} service={service} />
    </>
  );
}
