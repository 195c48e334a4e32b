import { deviceText } from "@/components/appointment/device-text";
import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import type { IconName } from "@/components/ui/icon-paths";
import { Timeline } from "@/components/ui/timeline";
import { TimelineItem } from "@/components/ui/timeline-item";
import { coarseAddress } from "@/lib/invitations/rules";
import type { InvitationEvent, InvitationEventKind } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Look = { icon: IconName; tone?: "ok" | "info" | "warn" | "bad" };

const LOOKS: Record<InvitationEventKind, Look> = {
  created: { icon: "user-plus" },
  resent: { icon: "send" },
  revoked: { icon: "ban" },
  accepted: { icon: "check", tone: "ok" },
  expired: { icon: "clock", tone: "warn" },
  link_requested: { icon: "message", tone: "info" },
  opened: { icon: "eye" },
  queued: { icon: "mail" },
  sent: { icon: "send" },
  not_sent: { icon: "mail-x", tone: "bad" },
  cancelled: { icon: "pause" },
  delayed: { icon: "hourglass", tone: "warn" },
  delivered: { icon: "mail-check", tone: "ok" },
  complained: { icon: "alert", tone: "warn" },
  bounced: { icon: "mail-x", tone: "bad" },
  failed: { icon: "mail-x", tone: "bad" },
  suppressed: { icon: "mail-x", tone: "bad" },
};

type Props = { page: PortalPage; events: readonly InvitationEvent[] };

/** What happened, by whom, when and from where; newest first. */
export function InvitationTimeline({ page, events }: Props) {
  return (
    <Card aria-labelledby="history">
      <CardHead id="history">{page.team("invitation.history")}</CardHead>
      <Timeline>
        {events.map((event) => (
          <TimelineItem
            key={`${event.id}.${event.kind}`}
            {...LOOKS[event.kind]}
            title={page.team(`invitation.event.${event.kind}`)}
            meta={<Meta page={page} event={event} />}
          >
            {event.detail !== null && <p className="wrap-anywhere text-ink-2">{event.detail}</p>}
          </TimelineItem>
        ))}
      </Timeline>
    </Card>
  );
}

function Meta({ page, event }: { page: PortalPage; event: InvitationEvent }) {
  const { ctx, appointments, team } = page;
  const { by, at, userAgent, ipAddress } = event;
  const parts = [
    momentText(at, { ...page, now: ctx.now }),
    deviceText(userAgent, appointments),
    ipAddress !== null && team("invitation.network", { network: coarseAddress(ipAddress) }),
  ];

  return (
    <>
      {by !== null && (
        <>
          <b>{by}</b>,{" "}
        </>
      )}
      {parts.filter(Boolean).join(" · ")}
    </>
  );
}
