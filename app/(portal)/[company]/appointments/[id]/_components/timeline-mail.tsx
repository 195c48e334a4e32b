import { momentText } from "@/components/appointment/moment-text";
import type { IconName } from "@/components/ui/icon-paths";
import { Link } from "@/components/ui/link";
import { TimelineItem } from "@/components/ui/timeline-item";
import { errorWords, type MailState, mailState } from "@/lib/delivery/rules";
import type { AppointmentMail } from "@/lib/delivery/service/list-appointment-mails";
import { REACH } from "@/lib/tenancy/roles";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Tone = "plain" | "ok" | "warn" | "bad";

const LOOKS: Record<MailState, { icon: IconName; tone: Tone }> = {
  waiting: { icon: "clock", tone: "plain" },
  retrying: { icon: "clock", tone: "warn" },
  sending: { icon: "send", tone: "plain" },
  sent: { icon: "send", tone: "plain" },
  delayed: { icon: "hourglass", tone: "warn" },
  delivered: { icon: "mail-check", tone: "ok" },
  complained: { icon: "circle-alert", tone: "bad" },
  bounced: { icon: "mail-x", tone: "bad" },
  refused: { icon: "mail-x", tone: "bad" },
  failed: { icon: "circle-x", tone: "bad" },
  suppressed: { icon: "ban", tone: "bad" },
  cancelled: { icon: "pause", tone: "plain" },
};

/** A mail among what happened: what it told, to whom, and never more of it than is known. */
export function TimelineMail({ page, mail }: { page: AppointmentPage; mail: AppointmentMail }) {
  const { appointments, delivery, common, venue, ctx, home, member } = page;
  const state = mailState(mail, ctx.now);
  const { icon, tone } = LOOKS[state];
  const title = appointments("timeline.mail", {
    kind: delivery(`kind.${mail.kind}`),
    state: delivery(`state.${state}`),
  });
  const why = mail.deliveryDetail ?? (mail.error && delivery(`error.${errorWords(mail.error)}`));

  return (
    <TimelineItem
      icon={icon}
      tone={tone}
      title={
        REACH["see-mail"][member.role] === "none" ? (
          title
        ) : (
          <Link href={`${home}/mail/${mail.id}`}>{title}</Link>
        )
      }
      meta={momentText(mail.at, { reader: venue, now: ctx.now, common })}
    >
      <p className="wrap-anywhere">{mail.recipient}</p>
      {tone !== "ok" && tone !== "plain" && why !== null && <p>{why}</p>}
    </TimelineItem>
  );
}
