import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { InviteReport } from "@/lib/invitations/schema";

import { CorrectedRow } from "./corrected-row";
import type { InviteChoices, InviteTexts } from "./invite-choices";

type Props = InviteChoices & {
  company: string;
  teamHref: string;
  texts: InviteTexts;
  report: InviteReport;
  submit: (form: FormData) => void;
};

/** Row by row: who is invited, and who is not and why, ready to be corrected and sent again. */
export function InviteResult({ company, teamHref, texts, report, submit, ...choices }: Props) {
  const { labels } = texts;
  const rows = report.rows.map((row, index) => ({ ...row, number: index + 1 }));
  const refused = rows.filter(({ problem }) => problem !== null);
  const invited = rows.filter(({ problem }) => problem === null);

  return (
    <>
      <Note
        tone={refused.length === 0 ? "ok" : "warn"}
        role="status"
        title={[
          `${labels["invited"] ?? ""}: ${String(invited.length)}`,
          ...(refused.length === 0
            ? []
            : [`${labels["refused"] ?? ""}: ${String(refused.length)}`]),
        ].join(" · ")}
        actions={<ButtonLink href={`${teamHref}/invitations`}>{labels["done"]}</ButtonLink>}
      >
        {invited.length > 0 && (
          <p>{refused.length === 0 ? labels["allInvited"] : labels["othersWell"]}</p>
        )}
      </Note>
      {refused.length > 0 && (
        <Card aria-labelledby="refused">
          <CardHead id="refused">
            {labels["refused"]}
            <Count tone="warn">{refused.length}</Count>
          </CardHead>
          <CardBody>
            <p className="text-ink-2">{labels["correctHint"]}</p>
            <form action={submit} className="grid gap-4" noValidate>
              <input type="hidden" name="company" value={company} />
              <input type="hidden" name="message" value={report.message} />
              {refused.map((row) => (
                <CorrectedRow
                  // A row keeps its number while it is corrected, and its fields what was sent.
                  key={`${row.number}.${row.email}`}
                  index={row.number - 1}
                  row={row}
                  texts={texts}
                  {...choices}
                />
              ))}
              <ActionRow>
                <SubmitButton pendingLabel={labels["pending"] ?? ""}>
                  {labels["sendAgain"]}
                </SubmitButton>
              </ActionRow>
            </form>
          </CardBody>
        </Card>
      )}
      {invited.length > 0 && (
        <Card aria-labelledby="invited">
          <CardHead id="invited">
            {labels["invited"]}
            <Count>{invited.length}</Count>
          </CardHead>
          <LineList>
            {invited.map(({ number, email, role }) => (
              <LineItem
                key={number}
                icon="check"
                sub={choices.roles.find(({ value }) => value === role)?.label}
              >
                <span className="wrap-anywhere">{email}</span>
              </LineItem>
            ))}
          </LineList>
        </Card>
      )}
    </>
  );
}
