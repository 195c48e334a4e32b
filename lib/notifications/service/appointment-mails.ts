import "server-only";

import { createElement } from "react";

import { AppointmentMail } from "@/components/mail/appointment-mail";
import { renderMail } from "@/components/mail/render-mail";
import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import type { AppointmentDetail } from "@/lib/appointments/service/get-appointment";
import { manageSecret } from "@/lib/appointments/service/manage-link";
import type { AccessLinkSnapshot } from "@/lib/customer-access/schema";
import { accessSecret } from "@/lib/customer-access/service/ask-for-access";
import { renderAccessLink } from "@/lib/notifications/service/access-link-mail";
import { answerAddress } from "@/lib/notifications/service/answer-address";
import { calendarFile } from "@/lib/notifications/service/calendar-file";
import { subjectTime } from "@/lib/notifications/service/mail-times";
import { findOutdated } from "@/lib/notifications/service/outdated-mails";
import { MASKED_SECRET, revealSecret } from "@/lib/notifications/service/reveal-secret";
import { isHandedOver, toMailProps, wordsOf } from "@/lib/notifications/service/to-mail-props";
import { env } from "@/lib/platform/env";
import type { Attachment, Message } from "@/lib/platform/mail/message";
import { translator } from "@/lib/platform/messages";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import type { TenantDb } from "@/lib/tenancy/context";

type Row = QueueRow & {
  company_id: string;
  recipient: string;
  access_link_id: string | null;
  snapshot: AppointmentSnapshot | AccessLinkSnapshot;
};

/** Mails about appointments say what was so when the change was committed; their link says what is. */
export const APPOINTMENT_MAILS: Queue<Row, Row["snapshot"]> = {
  name: "appointment-emails",
  table: "appointment_email_queue",
  isTenant: true,
  find,
  render: (snapshot, row) =>
    snapshot.kind === "access_link"
      ? renderAccessLink(snapshot, { linkId: row.access_link_id ?? "", recipient: row.recipient })
      : renderNews(snapshot, row.recipient),
  reveal: (message, { company_id: companyId, access_link_id: linkId, snapshot }) => {
    if (snapshot.kind === "access_link") {
      return revealSecret(message, accessSecret(companyId, linkId ?? ""));
    }
    const { audience, appointmentId, linkGeneration } = snapshot;
    // Staff get no link of the customer's, not even where somebody typed what stands for its secret.
    if (audience === "staff") return message;

    return revealSecret(message, manageSecret(companyId, appointmentId, linkGeneration));
  },
  settled: () => Promise.resolve(),
};

/** What a row says, for all whose news is still true. */
async function find(db: TenantDb, rows: readonly Row[]): Promise<Map<string, Row["snapshot"]>> {
  const known = new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
  const companyId = rows[0]?.company_id ?? "";
  for (const id of await findOutdated(db, companyId, [...known.keys()])) known.delete(id);

  return known;
}

async function renderNews(snapshot: AppointmentSnapshot, recipient: string): Promise<Message> {
  const { locale, audience, company, customer, staff } = snapshot;
  const t = translator(locale, "mail");
  const common = translator(locale, "common");
  const mail = await renderMail(
    createElement(
      AppointmentMail,
      toMailProps(snapshot, { t, common, actionUrl: actionUrl(snapshot) }),
    ),
  );

  return {
    ...mail,
    to: recipient,
    ...answeredBy(snapshot),
    subject: t(`appointment.${audience}.${wordsOf(snapshot)}.subject`, {
      when: subjectTime(snapshot, { common, isHandedOver: isHandedOver(snapshot) }),
      customer,
      company: company.name,
      previousStaff: snapshot.previousStaff ?? staff,
    }),
    attachments: snapshot.isNewLink === true ? [] : [attachment(snapshot, recipient)],
  };
}

/** A customer's answer reaches the place of the appointment, where that has an address. */
function answeredBy(snapshot: AppointmentSnapshot): { replyTo?: string } {
  const address = snapshot.audience === "customer" ? answerAddress(snapshot) : null;

  return address === null ? {} : { replyTo: address };
}

function actionUrl({ audience, company, appointmentId }: AppointmentSnapshot): string {
  const { APP_URL } = env();

  return audience === "customer"
    ? `${APP_URL}/c/${company.slug}/t/${appointmentId}.${MASKED_SECRET}`
    : `${APP_URL}/${company.slug}/appointments/${appointmentId}`;
}

function attachment(snapshot: AppointmentSnapshot, recipient: string): Attachment {
  const { appointmentId, version, kind, startsAt, endsAt, service, branch, company } = snapshot;

  return calendarFile({
    appointmentId,
    version,
    isCancelled: kind === "cancelled" || isHandedOver(snapshot),
    changedAt: snapshot.changedAt ?? startsAt,
    startsAt,
    endsAt,
    summary:
      snapshot.audience === "customer"
        ? `${service}, ${company.name}`
        : `${service}: ${snapshot.customer}`,
    location: `${branch.street}, ${branch.postalCode} ${branch.city}`,
    organiser: { name: company.name, email: organiserAddress() },
    attendee: {
      name: snapshot.audience === "customer" ? snapshot.customer : snapshot.staff,
      email: recipient,
    },
  });
}

/** The customer's calendar entry for an appointment as it stands now. */
export function appointmentCalendarFile(appointment: AppointmentDetail): Attachment {
  const { id, version, status, startsAt, endsAt, service, branch, company, customer } = appointment;

  return calendarFile({
    appointmentId: id,
    version,
    isCancelled: status === "cancelled",
    changedAt: new Date().toISOString(),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    summary: `${service.name}, ${company.name}`,
    location: `${branch.street}, ${branch.postalCode} ${branch.city}`,
    organiser: { name: company.name, email: organiserAddress() },
    attendee: { name: customer.name, email: customer.email ?? organiserAddress() },
  });
}

/** `Name <address>` or a bare address. */
function organiserAddress(): string {
  return /<([^>]+)>/.exec(env().MAIL_FROM)?.[1] ?? env().MAIL_FROM;
}
