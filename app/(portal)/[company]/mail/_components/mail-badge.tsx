import { MAIL_LOOKS } from "@/components/delivery/mail-looks";
import { Badge } from "@/components/ui/badge";
import { mailState } from "@/lib/delivery/rules";
import type { Mail } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: Pick<MailPage, "delivery" | "ctx">; mail: Mail; size?: "md" | "lg" };

/** The one word for a mail. */
export function MailBadge({ page: { delivery, ctx }, mail, size = "md" }: Props) {
  const state = mailState(mail, ctx.now);
  const { icon, tone } = MAIL_LOOKS[state];

  return (
    <Badge icon={icon} tone={tone} size={size}>
      {delivery(`state.${state}`)}
    </Badge>
  );
}
