import { Fragment } from "react";

import { deviceText } from "@/components/appointment/device-text";
import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import type { IconName } from "@/components/ui/icon-paths";
import { Quote } from "@/components/ui/quote";
import { Timeline } from "@/components/ui/timeline";
import { TimelineItem } from "@/components/ui/timeline-item";
import type { AppointmentAction, TimelineEntry } from "@/lib/appointments/schema";
import type { AppointmentMail } from "@/lib/delivery/service/list-appointment-mails";
import { formatMoney } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { TimelineChanges } from "./timeline-changes";
import { TimelineMail } from "./timeline-mail";

type Props = {
  page: AppointmentPage;
  timeline: readonly TimelineEntry[];
  mails: readonly AppointmentMail[];
};

const ICONS: Record<AppointmentAction, IconName> = {
  created: "plus",
  rescheduled: "calendar",
  cancelled: "ban",
  restored: "undo",
  status_changed: "check",
  staff_changed: "users",
  service_changed: "scissors",
  imported: "download",
  import_undone: "undo",
  customer_changed: "user",
  notes_changed: "message",
  new_time_requested: "mail",
  link_rotated: "link",
  link_revoked: "ban",
  calcom_synced: "check",
  calcom_sync_failed: "alert",
};

/** What happened, by whom, when and from where, and who was told; newest first. */
export function AppointmentTimeline({ page, timeline, mails }: Props) {
  const { appointments, appointment, common } = page;
  const happened = [
    ...timeline.map((entry) => ({
      ...{ id: entry.id, at: entry.at },
      item: <Entry page={page} entry={entry} />,
    })),
    ...mails.map((mail) => ({
      ...{ id: mail.id, at: mail.at },
      item: <TimelineMail page={page} mail={mail} />,
    })),
  ].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));

  return (
    <Card aria-labelledby="history">
      <CardHead id="history" action={common("version", { version: appointment.version })}>
        {appointments("detail.history")}
      </CardHead>
      {happened.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">{appointments("timeline.empty")}</p>
        </CardBody>
      ) : (
        <Timeline>
          {happened.map(({ id, item }) => (
            <Fragment key={id}>{item}</Fragment>
          ))}
        </Timeline>
      )}
    </Card>
  );
}

function Entry({ page, entry }: { page: AppointmentPage; entry: TimelineEntry }) {
  const { appointments, appointment, locale } = page;
  const { feeMinor = 0, override, notified } = entry.newValues;

  return (
    <TimelineItem
      icon={ICONS[entry.action]}
      tone={entry.action === "cancelled" ? "bad" : "plain"}
      title={appointments(`timeline.${entry.action}`)}
      meta={<Meta page={page} entry={entry} />}
    >
      <TimelineChanges page={page} entry={entry} />
      {override !== undefined && <p>{appointments(`timeline.override.${override}`)}</p>}
      {feeMinor > 0 && (
        <p>
          {appointments("timeline.fee", {
            fee: formatMoney(feeMinor, appointment.currency, locale),
          })}
        </p>
      )}
      {notified === false && <p>{appointments("timeline.notNotified")}</p>}
      {entry.reason !== null && entry.reason !== "" && <Quote>{entry.reason}</Quote>}
    </TimelineItem>
  );
}

/** Who, how, when, which version, from where. */
function Meta({ page, entry }: { page: AppointmentPage; entry: TimelineEntry }) {
  const { appointments, common, venue, ctx } = page;
  const parts = [
    appointments(`timeline.by.${entry.actorKind}`),
    momentText(entry.at, { reader: venue, now: ctx.now, common }),
    entry.version !== null && common("version", { version: entry.version }),
    deviceText(entry.userAgent, appointments),
    entry.ipAddress !== null && appointments("timeline.ip", { address: entry.ipAddress }),
  ];

  return (
    <>
      <b>{entry.actorName}</b>, {parts.filter(Boolean).join(" · ")}
    </>
  );
}
