import { momentText } from "@/components/appointment/moment-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon-paths";
import type { InvitationSummary } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Look = { key: string; tone: BadgeTone; icon: IconName; detail?: string | null };

type Props = { page: PortalPage; invitation: InvitationSummary };

/** Where an invitation stands; an open one is as far as its e-mail is, and "sent" is all we know. */
export function InvitationState({ page, invitation }: Props) {
  const { key, tone, icon, detail } = lookOf(page, invitation);

  return (
    <>
      <Badge tone={tone} icon={icon}>
        {page.team(`invitations.${key}`)}
      </Badge>
      {detail && <span className="block text-xs text-ink-2">{detail}</span>}
    </>
  );
}

function lookOf(page: PortalPage, { status, mail }: InvitationSummary): Look {
  switch (status) {
    case "accepted":
      return { key: "accepted", tone: "ok", icon: "check" };
    case "expired":
      return { key: "expiredState", tone: "warn", icon: "clock" };
    case "revoked":
      return { key: "revoked", tone: "quiet", icon: "ban" };
    case "pending":
      return mailLook(page, mail);
  }
}

function mailLook({ team, ...page }: PortalPage, mail: InvitationSummary["mail"]): Look {
  switch (mail?.status) {
    case "sent":
      return { key: "sent", tone: "plain", icon: "check" };
    case "failed":
      return { key: "failed", tone: "bad", icon: "mail-x", detail: mail.error };
    case "pending":
      return {
        key: "waiting",
        tone: "info",
        icon: "send",
        detail:
          mail.nextAttemptAt !== null && new Date(mail.nextAttemptAt) > page.ctx.now
            ? team("invitations.nextAttempt", {
                when: momentText(mail.nextAttemptAt, { ...page, now: page.ctx.now }),
              })
            : null,
      };
    default:
      return { key: "openState", tone: "quiet", icon: "mail" };
  }
}
