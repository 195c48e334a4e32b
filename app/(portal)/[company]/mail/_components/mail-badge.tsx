import { Badge } from "@/components/ui/badge";
import { type MailState, mailState } from "@/lib/delivery/rules";
import type { Mail } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

const LOOKS = {
  waiting: { tone: "info", icon: "clock" },
  retrying: { tone: "warn", icon: "clock" },
  sending: { tone: "info", icon: "send" },
  sent: { tone: "plain", icon: "send" },
  delayed: { tone: "warn", icon: "hourglass" },
  delivered: { tone: "plain", icon: "mail-check" },
  complained: { tone: "bad", icon: "circle-alert" },
  bounced: { tone: "bad", icon: "mail-x" },
  refused: { tone: "bad", icon: "mail-x" },
  failed: { tone: "bad", icon: "circle-x" },
  suppressed: { tone: "bad", icon: "ban" },
  cancelled: { tone: "quiet", icon: "pause" },
} as const satisfies Record<MailState, object>;

type Props = { page: Pick<MailPage, "delivery" | "ctx">; mail: Mail; size?: "md" | "lg" };

/** The one word for a mail. */
export function MailBadge({ page: { delivery, ctx }, mail, size = "md" }: Props) {
  const state = mailState(mail, ctx.now);

  return (
    <Badge {...LOOKS[state]} size={size}>
      {delivery(`state.${state}`)}
    </Badge>
  );
}
