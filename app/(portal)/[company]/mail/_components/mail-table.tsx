import Link from "next/link";

import { momentText } from "@/components/appointment/moment-text";
import { Badge } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { UnsentMail } from "@/lib/notifications/service/list-mails";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; mails: readonly UnsentMail[] };

const COLUMNS = ["recipient", "what", "state", "attempts", "next", "error"] as const;

export function MailTable({ page, mails }: Props) {
  const { portal } = page;

  return (
    <Table
      label={portal("mail.table")}
      columns={COLUMNS.map((key) => ({ label: portal(`mail.${key}`) }))}
    >
      {mails.map((mail) => (
        <Row key={mail.id} page={page} mail={mail} />
      ))}
    </Table>
  );
}

function Row({ page, mail }: { page: PortalPage; mail: UnsentMail }) {
  const { portal, common, ctx, home } = page;
  const moment = (at: string) => momentText(at, { ...page, now: ctx.now });
  const isFailed = mail.status === "failed";

  return (
    <TableRow>
      <TableCell
        kind="main"
        phone="wide"
        sub={portal("mail.since", { when: moment(mail.createdAt) })}
      >
        <span className="wrap-anywhere">{mail.recipient}</span>
      </TableCell>
      <TableCell
        phone="wide"
        sub={
          <Link
            href={
              mail.appointment === null
                ? `${home}/team`
                : `${home}/appointments/${mail.appointment.id}`
            }
            className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
          >
            {mail.appointment?.reference ?? portal("mail.inTeam")}
          </Link>
        }
      >
        {portal(`mail.kind.${mail.kind}`)}
      </TableCell>
      <TableCell phone="wide">
        <Badge tone={isFailed ? "bad" : "info"} icon={isFailed ? "mail-x" : "clock"}>
          {portal(isFailed ? "mail.failed" : "mail.waiting")}
        </Badge>
      </TableCell>
      <TableCell kind="muted" phone="wide" label={portal("mail.attempts")}>
        {portal("mail.attemptsOf", { attempts: mail.attempts, max: mail.maxAttempts })}
      </TableCell>
      <TableCell kind="muted" phone="wide" label={portal("mail.next")}>
        {nextText()}
      </TableCell>
      <TableCell phone={mail.error === null ? "hidden" : "wide"} label={portal("mail.error")}>
        <span className="wrap-anywhere">{mail.error ?? common("table.none")}</span>
      </TableCell>
    </TableRow>
  );

  function nextText(): string {
    if (mail.nextAttemptAt === null) return portal("mail.noNext");

    return new Date(mail.nextAttemptAt) <= ctx.now
      ? portal("mail.soon")
      : moment(mail.nextAttemptAt);
  }
}
