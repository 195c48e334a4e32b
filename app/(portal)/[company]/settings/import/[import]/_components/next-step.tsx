import { ActionForm } from "@/components/form/action-form";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ImportDetail } from "@/lib/imports/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { applyImportAction, undoImportAction } from "../actions";

type Props = { page: SettingsPage; found: ImportDetail };

/** What the file has come to, and what can be done about it now. */
export function NextStep({ page, found }: Props) {
  if (found.status === "preview") return <Preview page={page} found={found} />;
  if (found.status === "undone") {
    return (
      <Note role="status" title={page.settings("import.undone")}>
        <p>{page.settings(`import.${found.kind}.undoneText`, { count: writtenOf(found) })}</p>
      </Note>
    );
  }
  const open = found.kind === "appointments" ? found.openCount : 0;

  return open > 0 ? (
    <Interrupted page={page} found={found} open={open} />
  ) : (
    <Applied page={page} found={found} />
  );
}

/** How many of what the file is about are there by now. */
const writtenOf = (found: ImportDetail) =>
  found.kind === "appointments" ? found.appointmentCount : found.customerCount;

function Preview({ page: { settings, common, company }, found }: Props) {
  const { badCount, rowCount, kind, id } = found;
  const good = rowCount - badCount;

  return (
    <Note
      tone={badCount === 0 ? "ok" : "warn"}
      title={settings("import.bad", { count: badCount })}
      actions={
        good > 0 && (
          <ActionForm action={applyImportAction} referenceLabel={common("problem.reference")}>
            <Fields company={company.slug} id={id} />
            <span>
              <SubmitButton pendingLabel={settings("import.applying")}>
                {settings("import.apply", { count: good })}
              </SubmitButton>
            </span>
          </ActionForm>
        )
      }
    >
      {badCount > 0 && <p>{settings(`import.${kind}.badText`)}</p>}
      {kind === "appointments" && <p>{settings("import.appointments.noMails")}</p>}
    </Note>
  );
}

function Interrupted({
  page: { settings, common, company },
  found,
  open,
}: Props & { open: number }) {
  return (
    <Note
      tone="warn"
      title={settings("import.appointments.open", { count: open })}
      actions={
        <ActionForm action={applyImportAction} referenceLabel={common("problem.reference")}>
          <Fields company={company.slug} id={found.id} />
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

function Applied({ page: { settings, common, company }, found }: Props) {
  const { kind, customerCount, keptCount, id } = found;
  const written = writtenOf(found);
  const goes = (kind === "appointments" ? customerCount + written : written) > keptCount;

  return (
    <Note
      tone="ok"
      role="status"
      title={settings(`import.${kind}.applied`, { count: written })}
      actions={
        goes && (
          <ActionForm action={undoImportAction} referenceLabel={common("problem.reference")}>
            <Fields company={company.slug} id={id} />
            <span>
              <SubmitButton variant="secondary" pendingLabel={settings("import.undoing")}>
                {settings("import.undo")}
              </SubmitButton>
            </span>
          </ActionForm>
        )
      }
    >
      <p>{settings(`import.${kind}.appliedText`, { count: customerCount })}</p>
      {goes && keptCount === 0 && <p>{settings("import.undoText")}</p>}
    </Note>
  );
}

function Fields({ company, id }: { company: string; id: string }) {
  return (
    <>
      <input type="hidden" name="company" value={company} />
      <input type="hidden" name="importId" value={id} />
    </>
  );
}
