import { beforeEach, describe, expect, it } from "vitest";

import { AppointmentChanged, CustomerHasNoAddress, TooManyMails } from "@/lib/appointments/errors";
import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { AppointmentOver } from "@/lib/policies/errors";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

/** Two hours before the appointment: long after the customer's own notice. */
const LATE = new Date(STARTS_AT.getTime() - 2 * 60 * 60_000);

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const ask = (version = 1, now = LATE, actor = salon.owner) =>
  askNewTime(as(salon.companyId, actor, now), {
    appointmentId,
    version,
    reason: "Lena ist krank",
  });

describe("askNewTime", () => {
  it("leaves the appointment as it is, and lets the customer choose whatever the notice says", async () => {
    await ask();
    const customer = as(salon.companyId, linkHolder(salon, appointmentId), LATE);
    const seen = await getAppointment(customer, appointmentId);
    expect(seen).toMatchObject({
      version: 1,
      status: "confirmed",
      startsAt: STARTS_AT,
      newTimeReason: "Lena ist krank",
      reschedule: { refusal: null, feeMinor: 0 },
    });
    expect(
      await stored(
        `select kind, audience, snapshot->>'reason' as reason, snapshot->'deadline'->'rescheduleUntil' as until
         from appointment_email_queue where appointment_id = $1`,
        appointmentId,
      ),
    ).toEqual([
      {
        ...{ kind: "new_time", audience: "customer", reason: "Lena ist krank" },
        until: STARTS_AT.toISOString(),
      },
    ]);

    const wanted = {
      appointmentId,
      version: 1,
      startsAt: new Date("2027-03-11T12:00:00Z"),
      staffId: salon.staffIds[1],
    };
    const { id: holdId } = await holdSlot(customer, wanted);
    await rescheduleAppointment(customer, { ...wanted, holdId, reason: "" });
    const moved = await getAppointment(customer, appointmentId);
    expect(moved).toMatchObject({ version: 2, newTimeAskedAt: null, newTimeReason: null });
  });

  it("sends the mail again when asked again, three times an hour at most, also at once", async () => {
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => ask()));
    const refused = all.filter((one) => one.status === "rejected");

    expect(refused).toHaveLength(2);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyMails);
    const mails = "select from appointment_email_queue where appointment_id = $1";
    expect(await stored(mails, appointmentId)).toHaveLength(3);
  });

  it("refuses what has changed, is over, is elsewhere or cannot be told", async () => {
    const elsewhere = await createSalon();
    const colleague = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });

    await expect(ask(1, NOW, colleague)).rejects.toThrow(NotFound);
    await expect(ask(2)).rejects.toThrow(AppointmentChanged);
    await expect(ask(1, new Date(STARTS_AT.getTime()))).rejects.toThrow(AppointmentOver);
    await expect(
      askNewTime(as(elsewhere.companyId, elsewhere.owner, NOW), {
        appointmentId,
        version: 1,
        reason: "",
      }),
    ).rejects.toThrow(NotFound);
    await owner.query("update customers set email = null, email_normalised = null where id = $1", [
      salon.customerId,
    ]);
    await expect(ask()).rejects.toThrow(CustomerHasNoAddress);
  });

  it("is not held against the customer, neither as a move nor as a cancellation", async () => {
    const id = appointmentId;
    const customer = () => as(salon.companyId, linkHolder(salon, id));
    await askNewTime(as(salon.companyId, salon.owner), {
      appointmentId: id,
      version: 1,
      reason: "",
    });
    const slot = { startsAt: new Date("2027-03-11T12:00:00Z"), staffId: salon.staffIds[0] };
    const wanted = { appointmentId: id, version: 1, ...slot };
    const { id: holdId } = await holdSlot(customer(), wanted);
    await rescheduleAppointment(customer(), { ...wanted, holdId, reason: "" });
    const [told] = await stored(
      `select snapshot->'deadline'->'reschedulesLeft' as left, snapshot->'deadline'->'rescheduleUntil' as until
       from appointment_email_queue where appointment_id = $1 and kind = 'rescheduled' and audience = 'customer'`,
      id,
    );
    expect(told).toEqual({ left: 3, until: "2027-03-10T12:00:00.000Z" });
    await expect(getAppointment(customer(), id)).resolves.toMatchObject({
      reschedule: { left: 3 },
    });

    await askNewTime(as(salon.companyId, salon.owner), {
      appointmentId: id,
      version: 2,
      reason: "",
    });
    await cancelAppointment(customer(), {
      ...{ appointmentId: id, version: 2, reason: "", category: undefined },
    });
    await stored("update appointments set cancelled_at = now() where id = $1", id);
    await expect(getAppointment(customer(), id)).resolves.toMatchObject({
      cancellations30Days: 0,
    });
  });
});
