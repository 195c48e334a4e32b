import { beforeEach, describe, expect, it } from "vitest";

import { getDashboard } from "@/lib/dashboard/service/get-dashboard";
import { owner } from "@/tests/support/database";
import { as, createAppointment, createSalon, invite, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let invitationId: string;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  invitationId = (await invite(salon)).id;
  appointmentId = await createAppointment(salon);
});

const failing = async () => {
  const ctx = as(salon.companyId, salon.owner);

  return (await getDashboard(ctx, "Europe/Berlin")).operations?.failingMails;
};

type Mails = { count: number; minutesAgo?: number; cameBack?: boolean };

const SENT = "'sent', null, now() - make_interval(mins => $4)";
const RETURNED = "case when $5 then 'bounced' end, case when $5 then now() end";

const sendInvitations = ({ count, minutesAgo = 5, cameBack = false }: Mails) =>
  owner.query(
    `insert into invitation_email_queue (company_id, invitation_id, token_generation, status, next_attempt_at,
       sent_at, delivery_state, delivery_at)
     select $1, $2, n, ${SENT}, ${RETURNED} from generate_series(1, $3::int) n`,
    [salon.companyId, invitationId, count, minutesAgo, cameBack],
  );
const sendMails = (
  audience: string,
  { count, minutesAgo = 5, cameBack = false }: Mails,
  place = { ...salon, appointmentId },
) =>
  owner.query(
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot, status,
       next_attempt_at, sent_at, delivery_state, delivery_at)
     select $1, $2, 'booked', $6, 'marlene@example.org', '{}', ${SENT}, ${RETURNED} from generate_series(1, $3::int) n`,
    [place.companyId, place.appointmentId, count, minutesAgo, cameBack, audience],
  );
const giveUp = () =>
  owner.query(
    `update invitation_email_queue set status = 'failed', next_attempt_at = null, last_error = 'no such box'
     where invitation_id = $1 and status = 'pending'`,
    [invitationId],
  );

describe("mails that fail at a rate", () => {
  it("are told of where more than a fifth of the last hour's did not arrive", async () => {
    await sendInvitations({ count: 4 });
    await sendMails("customer", { count: 4 });
    await sendMails("customer", { count: 2, cameBack: true });
    expect(await failing()).toBeNull();
    await giveUp();

    expect(await failing()).toEqual({ bad: 3, total: 11 });
  });

  it("are none where there were fewer than ten, or all of it is over an hour old", async () => {
    await sendMails("customer", { count: 9, cameBack: true });
    await sendMails("customer", { count: 20, minutesAgo: 61, cameBack: true });
    expect(await failing()).toBeNull();
    await giveUp();

    expect(await failing()).toEqual({ bad: 10, total: 10 });
  });

  it("are neither mails to staff nor another company's", async () => {
    await sendMails("staff", { count: 12, cameBack: true });
    const elsewhere = await createSalon();
    const there = { ...elsewhere, appointmentId: await createAppointment(elsewhere) };
    await sendMails("customer", { count: 12, cameBack: true }, there);

    expect(await failing()).toBeNull();
  });
});
