import { momentText } from "@/components/appointment/moment-text";
import { joinClasses } from "@/components/ui/join-classes";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { Mail } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

import { cancelMailAction, retryMailAction } from "../actions";
import { MailActions } from "./mail-actions";
import { MailBadge } from "./mail-badge";
import { kindText, nextText, troubleOf } from "./mail-text";

type Props = { page: MailPage; mails: readonly Mail[] };

const COLUMNS = ["recipient", "state", "attempts", "next", "error", "actions"] as const;

export function MailTable({ page, mails }: Props) {
  const { delivery } = page;

  return (
    <Table
      label={delivery("table.label")}
      columns={COLUMNS.map((key) => ({
        label: delivery(`table.${key}`),
        isHidden: key === "actions",
      }))}
    >
      {mails.map((mail) => (
        <Row key={mail.id} page={page} mail={mail} />
      ))}
    </Table>
  );
}

function Row({ page, mail }: { page: MailPage; mail: Mail }) {
  const { delivery, common, home, ctx } = page;
  const trouble = troubleOf(page, mail);
  const when = momentText(mail.createdAt, { ...page, now: ctx.now });

  return (
    <TableRow isOff={mail.status === "cancelled"}>
      <TableCell
        kind="main"
        phone="wide"
        sub={
          <>
            {kindText(page, mail)}
            <span className="block">{delivery("table.created", { when })}</span>
          </>
        }
      >
        <span className="block wrap-anywhere lg:min-w-44">
          <RowLink href={`${home}/mail/${mail.id}`}>{mail.recipient}</RowLink>
        </span>
      </TableCell>
      <TableCell phone="wide" sub={mail.isReplaced && delivery("table.replaced")}>
        <MailBadge page={page} mail={mail} />
      </TableCell>
      <TableCell kind="muted" label={delivery("table.attempts")}>
        <span className="whitespace-nowrap">
          {delivery("table.attemptsOf", { attempts: mail.attempts, max: mail.maxAttempts })}
        </span>
      </TableCell>
      <TableCell
        kind="muted"
        phone={mail.status === "pending" ? "wide" : "hidden"}
        label={delivery("table.next")}
      >
        {nextText(page, mail)}
      </TableCell>
      <TableCell kind="muted" phone={trouble === null ? "hidden" : "wide"}>
        <span className={joinClasses("block wrap-anywhere", trouble !== null && "lg:min-w-36")}>
          {trouble?.words ?? common("table.none")}
        </span>
      </TableCell>
      <TableCell kind="actions">
        <span className="inline-flex flex-wrap justify-end gap-2 max-lg:justify-start">
          <MailActions
            page={page}
            mail={mail}
            actions={{ retry: retryMailAction, cancel: cancelMailAction }}
          />
        </span>
      </TableCell>
    </TableRow>
  );
}
