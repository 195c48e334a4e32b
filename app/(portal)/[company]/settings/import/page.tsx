import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import { listImports } from "@/lib/imports/service/imports";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";
import { ImportList } from "./_components/import-list";
import { startImportAction } from "./actions";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.import") };
}

export default async function ImportsPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, settings, common, company } = page;
  const imports = await listImports(ctx);

  return (
    <>
      <SettingsHead page={page} current="import" />
      <Card aria-label={settings("import.start")}>
        <CardBody>
          <ActionForm action={startImportAction} referenceLabel={common("problem.reference")}>
            <input type="hidden" name="company" value={company.slug} />
            <KeptTextField
              type="file"
              name="file"
              accept=".csv,text/csv,text/plain"
              label={settings("import.file")}
              hint={settings("import.fileHint")}
              className="py-1 file:mr-3 file:rounded-sm file:border file:border-line-strong file:bg-sunken file:px-2 file:py-1 file:text-sm read-only:bg-surface"
              required
            />
            <ActionRow>
              <SubmitButton pendingLabel={settings("import.pending")}>
                {settings("import.start")}
              </SubmitButton>
            </ActionRow>
          </ActionForm>
        </CardBody>
      </Card>
      {imports.length > 0 && <ImportList page={page} imports={imports} />}
    </>
  );
}
