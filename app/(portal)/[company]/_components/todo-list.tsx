import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { Empty } from "@/components/ui/empty";
import { TodoItem } from "@/components/ui/todo-item";
import type { Operations } from "@/lib/dashboard/service/get-dashboard";
import type { MailPage } from "@/lib/web/mail-page";
import type { PortalPage } from "@/lib/web/portal-page";

import { ExpiringInvitation, FailedInvitation, LinkRequested } from "./todo-invitations";

type Props = { page: MailPage; operations: Operations };

/** What waits for somebody who runs the company. */
export function TodoList({ page, operations }: Props) {
  const { portal } = page;
  const { failedInvitations, expiringSoon, linkRequested, failedMails, failingMails, calendar } =
    operations;
  const calendarTrouble = calendar === null ? null : troubleOf(calendar);
  const otherMails = failedMails - failedInvitations.length;
  const waiting =
    failedInvitations.length +
    [
      expiringSoon !== null,
      linkRequested !== null,
      otherMails > 0,
      calendarTrouble !== null,
      failingMails !== null,
    ].filter(Boolean).length;

  return (
    <Card aria-labelledby="todo">
      <CardHead id="todo">
        {portal("dashboard.todo.title")}
        {waiting > 0 && (
          <Count tone="bad" label={portal("dashboard.todo.count")}>
            {waiting}
          </Count>
        )}
      </CardHead>
      {waiting === 0 ? (
        <Empty icon="check" title={portal("dashboard.todo.empty")}>
          <p>{portal("dashboard.todo.emptyHint")}</p>
        </Empty>
      ) : (
        <ul>
          {failingMails !== null && <ManyMailsFail page={page} mails={failingMails} />}
          {calendar !== null && calendarTrouble !== null && (
            <CalendarLate page={page} calendar={calendar} trouble={calendarTrouble} />
          )}
          {failedInvitations.map((invitation) => (
            <FailedInvitation key={invitation.mailId} page={page} invitation={invitation} />
          ))}
          {otherMails > 0 && <OtherMails page={page} count={otherMails} />}
          {linkRequested !== null && <LinkRequested page={page} invitation={linkRequested} />}
          {expiringSoon !== null && <ExpiringInvitation page={page} invitation={expiringSoon} />}
        </ul>
      )}
    </Card>
  );
}

type Calendar = NonNullable<Operations["calendar"]>;
type Trouble = "calendarInterrupted" | "calendar" | "calendarLate";

/** What is worst about it; null where all of it goes by itself, and soon. */
function troubleOf({ isInterrupted, reviews, failed, isLate }: Calendar): Trouble | null {
  if (isInterrupted) return "calendarInterrupted";
  if (reviews + failed > 0) return "calendar";

  return isLate ? "calendarLate" : null;
}

type Late = { page: MailPage; calendar: Calendar; trouble: Trouble };

function CalendarLate({ page, calendar: { waiting, failed, reviews }, trouble }: Late) {
  const { portal, home } = page;

  return (
    <TodoItem
      icon="calendar"
      tone="warn"
      title={portal(`dashboard.todo.${trouble}`)}
      actions={
        <ButtonLink size="sm" href={`${home}/operations/calendar`}>
          {portal("dashboard.todo.showCalendar")}
        </ButtonLink>
      }
    >
      {portal("dashboard.todo.calendarText", { waiting, failed, reviews })}
    </TodoItem>
  );
}

type Failing = { page: PortalPage; mails: NonNullable<Operations["failingMails"]> };

function ManyMailsFail({ page: { portal, home }, mails }: Failing) {
  return (
    <TodoItem
      icon="mail-x"
      tone="bad"
      title={portal("dashboard.todo.manyMailsFail")}
      actions={
        <ButtonLink size="sm" href={`${home}/mail?state=attention`}>
          {portal("dashboard.todo.showFailedMails")}
        </ButtonLink>
      }
    >
      {portal("dashboard.todo.manyMailsFailText", mails)}
    </TodoItem>
  );
}

function OtherMails({ page: { portal, home }, count }: { page: PortalPage; count: number }) {
  return (
    <TodoItem
      icon="mail-x"
      tone="bad"
      title={portal("dashboard.todo.otherMails")}
      actions={
        <ButtonLink size="sm" href={`${home}/mail`}>
          {portal("dashboard.todo.showMails")}
        </ButtonLink>
      }
    >
      {portal("dashboard.todo.otherMailsText", { count })}
    </TodoItem>
  );
}
