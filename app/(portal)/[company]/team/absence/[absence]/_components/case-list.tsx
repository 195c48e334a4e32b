import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { refusalKey, stateOf } from "@/lib/absences/rules";
import { toSeen } from "@/lib/absences/schema";
import type { Absence, AbsenceCase } from "@/lib/absences/service/get-absence";
import type { AbsencePage } from "@/lib/web/absence-page";

import { retryCaseAction } from "../actions";

const LOOKS = {
  open: { tone: "warn", icon: "hourglass" },
  refused: { tone: "bad", icon: "circle-x" },
  cancelled: { tone: "quiet", icon: "ban" },
  moved: { tone: "ok", icon: "check" },
  waiting: { tone: "info", icon: "mail" },
  kept: { tone: "quiet", icon: "calendar" },
} as const;

type Props = { page: AbsencePage; found: Absence };

/** What has become of each appointment, as it is now. */
export function CaseList({ page, found }: Props) {
  return (
    <Card aria-labelledby="cases">
      <CardHead id="cases">{page.absence("result.list")}</CardHead>
      <ul className="divide-y divide-line">
        {found.cases.map((one) => (
          <Case key={one.id} page={page} found={found} one={one} />
        ))}
      </ul>
    </Card>
  );
}

function Case({ page, found, one }: Props & { one: AbsenceCase }) {
  const { absence, common, ctx, home, locale } = page;
  const reader = { locale, timeZone: one.timeZone };
  const state = stateOf(one, found.staff.id);

  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-2 md:items-center">
      <span className="min-w-0 wrap-break-word">
        <Link
          href={`${home}/appointments/${one.appointmentId}`}
          className="font-medium max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
        >
          {momentText(one.wasAt, { reader, now: ctx.now, common })}
        </Link>
        <span className="block text-note text-ink-2">
          {[one.customer, one.service, one.reference].join(" · ")}
        </span>
      </span>
      <span className="grid min-w-0 gap-1">
        <Badge {...LOOKS[state]}>{absence(`state.${state}`)}</Badge>
        <StateText page={page} found={found} one={one} />
        {state === "refused" && <Retry page={page} found={found} one={one} />}
      </span>
    </li>
  );
}

function StateText({ page, found, one }: Props & { one: AbsenceCase }) {
  const { absence, common, ctx, locale } = page;
  const reader = { locale, timeZone: one.timeZone };
  const state = stateOf(one, found.staff.id);
  const needsCall = (state === "kept" || state === "refused") && one.phone !== null;
  const sentences = [
    state === "refused" && absence(`refused.${refusalKey(one.problem)}`),
    state === "moved" &&
      absence("stateText.moved", {
        name: one.staff.name,
        when: momentText(one.startsAt, { reader, now: ctx.now, common }),
      }),
    (state === "waiting" || state === "kept") && absence(`stateText.${state}`),
    needsCall && absence("call", { phone: one.phone ?? "" }),
  ].filter((sentence) => sentence !== false);

  return (
    sentences.length > 0 && <span className="text-note text-ink-2">{sentences.join(" ")}</span>
  );
}

function Retry({ page, found, one }: Props & { one: AbsenceCase }) {
  const { absence, common, company } = page;

  return (
    <ActionForm action={retryCaseAction} referenceLabel={common("problem.reference")}>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="timeOffId" value={found.id} />
      <input type="hidden" name="caseId" value={one.id} />
      <input type="hidden" name="seen" value={toSeen(one)} />
      <span>
        <SubmitButton variant="secondary" size="sm" pendingLabel={absence("pending")}>
          {absence("result.retry")}
          <VisuallyHidden> {one.reference}</VisuallyHidden>
        </SubmitButton>
      </span>
    </ActionForm>
  );
}
