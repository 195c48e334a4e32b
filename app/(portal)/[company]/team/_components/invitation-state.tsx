import { momentText } from "@/components/appointment/moment-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon-paths";
import {
  type InvitationMailState,
  type InvitationSummary,
  type ListedState,
  OPEN_STATES,
} from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

const LOOKS: Record<ListedState, { tone: BadgeTone; icon: IconName }> = {
  pending: { tone: "info", icon: "send" },
  sent: { tone: "plain", icon: "check" },
  delivered: { tone: "plain", icon: "mail-check" },
  bounced: { tone: "bad", icon: "mail-x" },
  accepted: { tone: "ok", icon: "check" },
  expired: { tone: "warn", icon: "clock" },
  revoked: { tone: "quiet", icon: "ban" },
};

type Props = { page: PortalPage; invitation: InvitationSummary };

/** Where an invitation stands; an open one is as far as its e-mail is, and only what we know is said. */
export function InvitationState({ page, invitation }: Props) {
  const { state } = invitation;
  const detail = detailOf(page, invitation);

  return (
    <>
      <Badge {...LOOKS[state]}>{page.team(`state.${wordOf(invitation)}`)}</Badge>
      {detail !== null && <span className="block text-xs wrap-anywhere text-ink-2">{detail}</span>}
    </>
  );
}

/** What came back and what never went out are both a reason to look, and not the same. */
function wordOf({ state, mail }: InvitationSummary): string {
  return state === "bounced" && mail?.status === "failed" ? "notSent" : state;
}

function detailOf(page: PortalPage, { state, mail, ...by }: InvitationSummary): string | null {
  const { team, ctx } = page;
  if (state === "accepted" && by.acceptedAt !== null) {
    const when = momentText(by.acceptedAt, { ...page, now: ctx.now });

    return team("state.acceptedBy", { name: by.acceptedBy ?? "", when });
  }

  return mail !== null && OPEN_STATES.includes(state) ? mailDetail(page, mail) : null;
}

function mailDetail(page: PortalPage, mail: InvitationMailState): string | null {
  const { team, ctx } = page;
  const when = (at: string) => momentText(at, { ...page, now: ctx.now });
  if (mail.status === "failed") return mail.error;
  if (mail.status === "pending") {
    const { nextAttemptAt } = mail;

    return nextAttemptAt !== null && new Date(nextAttemptAt) > ctx.now
      ? team("invitations.nextAttempt", { when: when(nextAttemptAt) })
      : null;
  }
  if (mail.delivery === "delayed" || mail.delivery === "complained") {
    return team(`state.${mail.delivery}`);
  }

  return mail.delivery === "delivered" && mail.deliveryAt !== null
    ? when(mail.deliveryAt)
    : mail.deliveryDetail;
}
