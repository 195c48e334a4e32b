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
        {badCount > 0 && <p>{settings("import.badText")}</p>}
      </Note>
    );
  }
  if (found.status === "undone") {
    return (
      <Note role="status" title={settings("import.undone")}>
        <p>{settings("import.undoneText", { count: customerCount })}</p>
      </Note>
    );
  }

  return (
    <Note
      tone="ok"
      role="status"
      title={settings("import.applied", { count: customerCount })}
      actions={
        customerCount > keptCount && (
          <ActionForm action={undoImportAction} referenceLabel={common("problem.reference")}>
            {fields}
            <p>{settings("import.undoText", { count: keptCount })}</p>
            <span>
              <SubmitButton variant="secondary" pendingLabel={settings("import.undoing")}>
                {settings("import.undo")}
              </SubmitButton>
            </span>
          </ActionForm>
        )
      }
    >
      <p>{settings("import.appliedText")}</p>
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
