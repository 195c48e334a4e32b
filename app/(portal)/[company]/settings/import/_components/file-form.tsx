import type { ComponentProps, ReactNode } from "react";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SettingsPage } from "@/lib/web/settings-page";

type Props = {
  page: SettingsPage;
  kind: "customers" | "appointments";
  accept: string;
  action: ComponentProps<typeof ActionForm>["action"];
  children?: ReactNode;
};

/** One file, looked at before anything is written. */
export function FileForm({ page, kind, accept, action, children }: Props) {
  const { settings, common, company } = page;

  return (
    <Card aria-labelledby={`import-${kind}`}>
      <CardHead id={`import-${kind}`}>{settings(`import.${kind}.title`)}</CardHead>
      <CardBody>
        <ActionForm action={action} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <KeptTextField
            type="file"
            name={kind === "customers" ? "file" : "calendar"}
            accept={accept}
            label={settings(`import.${kind}.file`)}
            hint={settings(`import.${kind}.fileHint`)}
            className="py-1 file:mr-3 file:rounded-sm file:border file:border-line-strong file:bg-sunken file:px-2 file:py-1 file:text-sm read-only:bg-surface"
            required
          />
          {children}
          <ActionRow>
            <SubmitButton pendingLabel={settings("import.pending")}>
              {settings("import.start")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
