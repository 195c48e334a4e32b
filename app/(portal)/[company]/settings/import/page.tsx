import type { Metadata } from "next";

import { importChoices } from "@/lib/imports/service/import-choices";
import { listImports } from "@/lib/imports/service/imports";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";
import { AppointmentsForm } from "./_components/appointments-form";
import { CustomersForm } from "./_components/customers-form";
import { ImportList } from "./_components/import-list";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.import") };
}

export default async function ImportsPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx } = page;
  const imports = await listImports(ctx);
  const choices = await importChoices(ctx);

  return (
    <>
      <SettingsHead page={page} current="import" />
      <CustomersForm page={page} />
      <AppointmentsForm page={page} choices={choices} />
      {imports.length > 0 && <ImportList page={page} imports={imports} />}
    </>
  );
}
