import { momentText } from "@/components/appointment/moment-text";
import { ButtonLink } from "@/components/ui/button-link";
import { TodoItem } from "@/components/ui/todo-item";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Operations } from "@/lib/dashboard/service/get-dashboard";
import { errorWords } from "@/lib/delivery/rules";
import type { MailPage } from "@/lib/web/mail-page";
import type { PortalPage } from "@/lib/web/portal-page";

type Failed = { page: MailPage; invitation: Operations["failedInvitations"][number] };

/** One that did not get there. */
export function FailedInvitation({ page, invitation: { mailId, email, ...mail } }: Failed) {
  const { portal, home, delivery } = page;
  const why = mail.error === null ? "" : delivery(`error.${errorWords(mail.error)}`);

  return (
    <TodoItem
      icon="mail-x"
      tone="bad"
      title={portal(`dashboard.todo.${mail.cameBack === true ? "returned" : "failed"}`)}
      actions={
        <ButtonLink size="sm" href={`${home}/mail/${mailId}`}>
          {portal("dashboard.todo.showMail")}
          <VisuallyHidden> {email}</VisuallyHidden>
        </ButtonLink>
      }
    >
      {portal(`dashboard.todo.${mail.cameBack === true ? "returnedText" : "failedText"}`, {
        email,
      })}{" "}
      {mail.detail ?? why}
    </TodoItem>
  );
}

type Requested = { page: PortalPage; invitation: NonNullable<Operations["linkRequested"]> };

/** One whose holder would like a new link. */
export function LinkRequested({ page, invitation: { id, email, requestedAt } }: Requested) {
  const { portal, home, ctx } = page;

  return (
    <TodoItem
      icon="mail"
      tone="warn"
      title={portal("dashboard.todo.linkRequested")}
      actions={
        <ButtonLink size="sm" href={`${home}/team/invitations/${id}`}>
          {portal("dashboard.todo.showInvitation")}
          <VisuallyHidden> {email}</VisuallyHidden>
        </ButtonLink>
      }
    >
      {portal("dashboard.todo.linkRequestedText", {
        email,
        when: momentText(requestedAt, { ...page, now: ctx.now }),
      })}
    </TodoItem>
  );
}

type Expiring = { page: PortalPage; invitation: NonNullable<Operations["expiringSoon"]> };

/** The next one to run out. */
export function ExpiringInvitation({ page, invitation: { email, expiresAt } }: Expiring) {
  const when = momentText(expiresAt, { ...page, now: page.ctx.now });

  return (
    <TodoItem
      icon="clock"
      tone="warn"
      title={page.portal("dashboard.todo.expiring")}
      actions={<ToTeam page={page} email={email} />}
    >
      {page.portal("dashboard.todo.expiringText", { email, when })}
    </TodoItem>
  );
}

function ToTeam({ page: { portal, home }, email }: { page: PortalPage; email: string }) {
  return (
    <ButtonLink size="sm" href={`${home}/team`}>
      {portal("dashboard.todo.showTeam")}
      <VisuallyHidden> {email}</VisuallyHidden>
    </ButtonLink>
  );
}
