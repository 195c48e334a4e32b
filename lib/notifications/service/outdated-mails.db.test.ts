import { beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rotateLink } from "@/lib/appointments/service/change-link";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { MailOutdated } from "@/lib/delivery/errors";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";
import { drain } from "@/lib/platform/queue/drain";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let id: string;
let isDown: boolean;

const jana = () => as(salon.companyId, salon.owner);
const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const move = (version: number, startsAt: Date, staff = 0) =>
  rescheduleAppointment(jana(), {
    ...{ appointmentId: id, version, startsAt, staffId: salon.staffIds[staff]!, reason: "" },
  });
/** The subjects of what leaves for the customer, all that is due being tried once. */
async function sendAll(): Promise<string[]> {
  const subjects: string[] = [];
  await owner.query(
    "update appointment_email_queue set next_attempt_at = now() where company_id = $1 and status = 'pending'",
    [salon.companyId],
  );
  await drain(APPOINTMENT_MAILS, {
    companyId: salon.companyId,
    transport: ({ subject, to }) => {
      if (isDown) return Promise.resolve({ outcome: "temporary" as const, error: "503" });
      if (to === "marlene@example.org") subjects.push(subject);

      return Promise.resolve({ outcome: "accepted" as const, providerMessageId: "re_1" });
    },
  });

  return subjects;
}
const states = () =>
  stored(
    `select kind, (snapshot->>'version')::int as version, status from appointment_email_queue
     where appointment_id = $1 and audience = 'customer' order by created_at, id`,
    id,
  );

beforeEach(async () => {
  isDown = false;
  salon = await createSalon();
  id = await createAppointment(salon);
  await sendAll();
});

/** The customer's mail about the move to two hours later, which the provider did not take. */
async function waitingMove(): Promise<string> {
  await move(1, hours(2));
  isDown = true;
  await sendAll();
  isDown = false;
  const [mail] = await stored(
    "select id from appointment_email_queue where appointment_id = $1 and kind = 'rescheduled' and audience = 'customer'",
    id,
  );

  return String(mail?.["id"]);
}

describe("a mail that has waited", () => {
  it("leaves while what it says is so", async () => {
    await waitingMove();

    expect(await sendAll()).toEqual([expect.stringContaining("12:00")]);
  });

  it("does not arrive after the one that corrects it", async () => {
    await waitingMove();
    await move(2, hours(3));

    expect(await sendAll()).toEqual([expect.stringContaining("13:00")]);
    expect(await states()).toEqual([
      { kind: "rescheduled", version: 2, status: "cancelled" },
      { kind: "rescheduled", version: 3, status: "sent" },
    ]);
  });

  it("says nothing of a time that the customer was not told of, once that is another", async () => {
    await waitingMove();
    await rescheduleAppointment(jana(), {
      ...{ appointmentId: id, version: 2, startsAt: hours(3), staffId: salon.staffIds[0] },
      ...{ reason: "", notify: false },
    });

    expect(await sendAll()).toEqual([]);
  });

  it("does not tell of a cancellation that was taken back", async () => {
    await cancelAppointment(jana(), {
      ...{ appointmentId: id, version: 1, reason: "", category: "other" as const },
    });
    isDown = true;
    await sendAll();
    isDown = false;
    await takeStep(jana(), { appointmentId: id, version: 2, step: "restore", reason: "Doch" });

    expect(await sendAll()).toEqual([expect.stringContaining("gilt wieder")]);
  });

  it("does not leave with a link that was ended: the new one's mail does", async () => {
    await waitingMove();
    await rotateLink(jana(), { appointmentId: id, generation: 1 });

    expect(await sendAll()).toHaveLength(1);
    expect(await states()).toMatchObject([{ status: "cancelled" }, { status: "sent" }]);
  });

  it("leaves all the same when the newer one was called off and the time is the same", async () => {
    await waitingMove();
    await move(2, hours(2), 1);
    await owner.query(
      `update appointment_email_queue set status = 'cancelled', next_attempt_at = null
       where appointment_id = $1 and audience = 'customer' and snapshot->>'version' = '3'`,
      [id],
    );

    expect(await sendAll()).toEqual([expect.stringContaining("12:00")]);
  });

  it("still tells who has handed it over, wherever it goes from there", async () => {
    const { companyId, staffIds } = salon;
    for (const staffId of staffIds) await addMember(companyId, "staff", { staffId });
    isDown = true;
    await move(1, hours(2), 1);
    await sendAll();
    isDown = false;
    await move(2, hours(3), 1);
    await sendAll();

    const handedOver = `select status from appointment_email_queue
      where appointment_id = $1 and (snapshot->>'isHandedOver')::boolean`;
    expect(await stored(handedOver, id)).toEqual([{ status: "sent" }]);
  });
});

describe("sending a mail again", () => {
  it("is refused once it would say what is not so", async () => {
    const mailId = await waitingMove();
    await owner.query(
      "update appointment_email_queue set status = 'failed', next_attempt_at = null where id = $1",
      [mailId],
    );
    await move(2, hours(3));

    await expect(retryMail(jana(), mailId)).rejects.toThrow(MailOutdated);
  });
});
