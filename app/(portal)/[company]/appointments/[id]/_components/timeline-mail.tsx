import { momentText } from "@/components/appointment/moment-text";
import { MAIL_LOOKS } from "@/components/delivery/mail-looks";
import { Link } from "@/components/ui/link";
import { TimelineItem } from "@/components/ui/timeline-item";
import { errorWords, mailState } from "@/lib/delivery/rules";
import type { AppointmentMail } from "@/lib/delivery/service/list-appointment-mails";
import { REACH } from "@/lib/tenancy/roles";
import type { AppointmentPage } from "@/lib/web/portal-page";

/** A mail among what happened: what it told, to whom, and never more of it than is known. */
export function TimelineMail({ page, mail }: { page: AppointmentPage; mail: AppointmentMail }) {
  const { appointments, delivery, common, venue, ctx, home, member } = page;
  const state = mailState(mail, ctx.now);
  const { icon, mark } = MAIL_LOOKS[state];
  const title = appointments("timeline.mail", {
    kind: delivery(`kind.${mail.kind}`),
    state: delivery(`state.${state}`),
  });
  const why = mail.deliveryDetail ?? (mail.error && delivery(`error.${errorWords(mail.error)}`));

  return (
    <TimelineItem
      icon={icon}
      tone={mark}
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
      {(mark === "warn" || mark === "bad") && why !== null && <p>{why}</p>}
    </TimelineItem>
  );
}
