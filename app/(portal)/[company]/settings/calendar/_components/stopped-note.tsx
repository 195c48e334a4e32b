import { ActionForm } from "@/components/form/action-form";
import { KeptVersion } from "@/components/form/kept-version";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { resumeCalendarAction } from "../actions";

type Props = { page: CalendarSettingsPage; version: number };

/** Somebody has to look at the key: what that means, and the two ways on. */
export function StoppedNote({ page: { calcom, common, company }, version }: Props) {
  return (
    <Note
      tone="bad"
      icon="pause"
      title={calcom("settings.stoppedTitle")}
      actions={
        <ActionForm action={resumeCalendarAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <KeptVersion version={version} />
          <div>
            <SubmitButton variant="secondary" size="sm" pendingLabel={calcom("settings.checking")}>
              {calcom("settings.resume")}
            </SubmitButton>
          </div>
        </ActionForm>
      }
    >
      {calcom("settings.stoppedText")}
    </Note>
  );
}
