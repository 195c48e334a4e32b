import { ActionForm } from "@/components/form/action-form";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ImportDetail } from "@/lib/imports/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { applyImportAction, undoImportAction } from "../actions";

type Props = { page: SettingsPage; found: ImportDetail };

/** What the file has come to, and what can be done about it now. */
export function NextStep({ page, found }: Props) {
  const { settings, common } = page;
  const { badCount, rowCount, customerCount, keptCount } = found;
  const fields = <Fields page={page} found={found} />;
  const good = rowCount - badCount;

  if (found.status === "preview") {
    return (
      <Note
        tone={badCount === 0 ? "ok" : "warn"}
        title={settings("import.bad", { count: badCount })}
        actions={
          good > 0 && (
            <ActionForm action={applyImportAction} referenceLabel={common("problem.reference")}>
              {fields}
              <span>
                <SubmitButton pendingLabel={settings("import.applying")}>
                  {settings("import.apply", { count: good })}
                </SubmitButton>
              </span>
            </ActionForm>
          )
        }
      >
        {badCount > 0 && <p>{settings(`import.${found.kind}.badText`)}</p>}
        {found.kind === "appointments" && <p>{settings("import.appointments.noMails")}</p>}
      </Note>
    );
  }
  const left = found.kind === "appointments" ? found.appointmentCount : found.customerCount;
  const written = found.kind === "appointments" ? customerCount + left : left;
  const goes = written > keptCount;
  if (found.status === "undone") {
    return (
      <Note role="status" title={settings("import.undone")}>
        <p>{settings(`import.${found.kind}.undoneText`, { count: left })}</p>
      </Note>
    );
  }
  if (found.kind === "appointments" && found.openCount > 0) {
    return (
      <Note
        tone="warn"
        title={settings("import.appointments.open", { count: found.openCount })}
        actions={
          <ActionForm action={applyImportAction} referenceLabel={common("problem.reference")}>
            {fields}
            <span>
              <SubmitButton pendingLabel={settings("import.applying")}>
                {settings("import.appointments.goOn")}
              </SubmitButton>
            </span>
          </ActionForm>
        }
      >
        <p>{settings("import.appointments.openText")}</p>
      </Note>
    );
  }

  return (
    <Note
      tone="ok"
      role="status"
      title={settings(`import.${found.kind}.applied`, { count: left })}
      actions={
        goes && (
          <ActionForm action={undoImportAction} referenceLabel={common("problem.reference")}>
            {fields}
            <span>
              <SubmitButton variant="secondary" pendingLabel={settings("import.undoing")}>
                {settings("import.undo")}
              </SubmitButton>
            </span>
          </ActionForm>
        )
      }
    >
      <p>{settings(`import.${found.kind}.appliedText`, { count: customerCount })}</p>
      {goes && keptCount === 0 && <p>{settings("import.undoText")}</p>}
    </Note>
  );
}

function Fields({ page: { company }, found }: Props) {
  return (
    <>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="importId" value={found.id} />
    </>
  );
}
