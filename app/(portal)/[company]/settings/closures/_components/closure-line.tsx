import { ActionForm } from "@/components/form/action-form";
import { LineItem } from "@/components/ui/line-item";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDate } from "@/lib/shared/format";
import type { Closure } from "@/lib/staff/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { removeClosureAction } from "../actions";

type Props = { page: SettingsPage; closure: Closure };

export function ClosureLine({ page, closure }: Props) {
  const { settings, common, company, home, locale } = page;
  // A day without a time is the same day in every zone: both sides read it as UTC.
  const day = (date: string) => formatDate(date, { locale, timeZone: "UTC" });
  const { firstDay, lastDay } = closure;
  const days =
    firstDay === lastDay
      ? day(firstDay)
      : settings("closure.range", { from: day(firstDay), until: day(lastDay) });

  return (
    <LineItem
      icon="calendar-x"
      sub={
        <>
          {days} · {closure.branch ?? settings("closure.everywhere")}
          {closure.appointmentCount > 0 && (
            <Link
              href={`${home}/appointments?day=${firstDay}`}
              className="flex min-h-11 items-center"
            >
              {settings("hits", { count: closure.appointmentCount })}
            </Link>
          )}
        </>
      }
      action={
        <ActionForm
          action={removeClosureAction}
          referenceLabel={common("problem.reference")}
          className="pr-3"
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="closureId" value={closure.id} />
          <SubmitButton variant="secondary" size="sm" pendingLabel={common("pending.save")}>
            {common("action.remove")}
            <VisuallyHidden> {closure.name}</VisuallyHidden>
          </SubmitButton>
        </ActionForm>
      }
    >
      {closure.name}
    </LineItem>
  );
}
