import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Timeline } from "@/components/ui/timeline";
import { TimelineItem } from "@/components/ui/timeline-item";
import { errorWords } from "@/lib/delivery/rules";
import type { MailDetail, MailEventName } from "@/lib/delivery/service/get-mail";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: MailPage; detail: MailDetail };

const LOOKS = {
  created: { icon: "clock", tone: "plain" },
  sent: { icon: "send", tone: "info" },
  accepted: { icon: "send", tone: "info" },
  attempt_failed: { icon: "alert", tone: "warn" },
  failed: { icon: "circle-x", tone: "bad" },
  delayed: { icon: "hourglass", tone: "warn" },
  delivered: { icon: "mail-check", tone: "ok" },
  complained: { icon: "circle-alert", tone: "bad" },
  bounced: { icon: "mail-x", tone: "bad" },
  provider_failed: { icon: "mail-x", tone: "bad" },
  suppressed: { icon: "ban", tone: "bad" },
  retried: { icon: "sync", tone: "plain" },
  cancelled: { icon: "pause", tone: "plain" },
} as const satisfies Record<MailEventName | "created" | "sent", object>;

type Line = {
  id: string;
  event: keyof typeof LOOKS;
  detail: string | null;
  name: string;
  at: Date;
};

/** From the moment it was queued to what the provider said last, the newest first. */
export function MailHistory({ page, detail }: Props) {
  const { delivery, ctx } = page;

  return (
    <Card aria-labelledby="history">
      <CardHead id="history">{delivery("detail.history")}</CardHead>
      <Timeline>
        {linesOf(detail).map(({ id, event, detail: said, name, at }) => (
          <TimelineItem
            key={id}
            {...LOOKS[event]}
            title={delivery(`event.${event}`, { name })}
            meta={
              <time dateTime={at.toISOString()}>{momentText(at, { ...page, now: ctx.now })}</time>
            }
          >
            {said !== null && <Said page={page} event={event} text={said} />}
          </TimelineItem>
        ))}
      </Timeline>
    </Card>
  );
}

function linesOf({ mail, events }: MailDetail): Line[] {
  const ours: Line[] = events.map(({ actorName, happenedAt, ...event }) => ({
    ...event,
    name: actorName ?? "",
    at: happenedAt,
  }));
  const bare = { detail: null, name: "" };
  // Where our note of the hand-over came to nothing, the provider's report stands for it.
  if (mail.sentAt !== null && !events.some(({ event }) => event === "accepted")) {
    ours.push({ ...bare, id: "sent", event: "sent", at: new Date(mail.sentAt) });
  }
  ours.push({ ...bare, id: "created", event: "created", at: new Date(mail.createdAt) });

  return ours.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

/** An error of ours is said in words; what the provider reports is shown as it is. */
function Said({
  page: { delivery },
  event,
  text,
}: {
  page: MailPage;
  event: string;
  text: string;
}) {
  const isOurs = event === "attempt_failed" || event === "failed";
  if (!isOurs) return <p className="wrap-anywhere text-ink-2">{text}</p>;

  return (
    <div className="text-ink-2">
      <p>{delivery(`error.${errorWords(text)}`)}</p>
      <p className="text-xs wrap-anywhere">{text}</p>
    </div>
  );
}
