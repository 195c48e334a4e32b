import { beforeEach, describe, expect, it } from "vitest";

import {
  AppointmentChanged,
  CustomerElsewhere,
  HoldExpired,
  OutsideOpeningHours,
  SlotNotOffered,
  SlotTaken,
  TooManyHolds,
} from "@/lib/appointments/errors";
import { extendHold, findHold, holdSlot } from "@/lib/appointments/service/hold-slot";
import { NoticeTooShort } from "@/lib/policies/errors";
import { NotFound, TooManyAttempts } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createCustomer,
  createSalon,
  linkHolder,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

/** Thursday, 13:00 in Berlin. */
const THURSDAY = new Date("2027-03-11T12:00:00Z");
const MINUTE_MS = 60_000;

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const wanted = (change: Partial<Parameters<typeof holdSlot>[1]> = {}) => ({
  appointmentId,
  version: 1,
  startsAt: THURSDAY,
  staffId: salon.staffIds[0],
  ...change,
});
const customer = (now = NOW) => as(salon.companyId, linkHolder(salon, appointmentId), now);
const runOut = (id: string) =>
  owner.query("update appointment_reservations set expires_at = now() where id = $1", [id]);
const statusOf = async (id: string) =>
  (await stored("select status from appointment_reservations where id = $1", id))[0]?.["status"];

/** Another customer's appointment, an hour later on the same day. */
async function neighbour() {
  return bookedBy(await createCustomer(salon), new Date(STARTS_AT.getTime() + 60 * MINUTE_MS));
}

async function bookedBy(customerId: string, startsAt: Date) {
  const id = await createAppointment(salon, { startsAt, customerId });

  return { id, ctx: as(salon.companyId, linkHolder({ customerId }, id)) };
}

describe("holdSlot", () => {
  it("keeps a slot of the appointment's length for five minutes", async () => {
    const hold = await holdSlot(customer(), wanted());

    expect(hold).toMatchObject({
      startsAt: THURSDAY.toISOString(),
      endsAt: new Date(THURSDAY.getTime() + 45 * MINUTE_MS).toISOString(),
      staff: { id: salon.staffIds[0], name: "Lena Hofmann" },
      canBeExtended: true,
    });
    const [row] = await stored(
      `select expires_at - now() between interval '295 seconds' and interval '5 minutes' as right_length
       from appointment_reservations where id = $1`,
      hold.id,
    );
    expect(row).toEqual({ right_length: true });
    await expect(findHold(customer(), hold.id)).resolves.toEqual(hold);
  });

  it.each(["10:07:33", "13:07:00", "13:00:00.001"])(
    "holds for a customer only what their list has, not %s",
    async (time) => {
      const startsAt = new Date(`2027-03-11T${time}+01:00`);

      await expect(holdSlot(customer(), wanted({ startsAt }))).rejects.toThrow(SlotNotOffered);
      await expect(
        holdSlot(as(salon.companyId, salon.owner), wanted({ startsAt })),
      ).resolves.toHaveProperty("id");
    },
  );

  it("keeps others off the slot, and offers them the nearest free times", async () => {
    await holdSlot(customer(), wanted());
    const other = await neighbour();
    const refused = holdSlot(other.ctx, wanted({ appointmentId: other.id }));

    await expect(refused).rejects.toThrow(SlotTaken);
    await expect(refused).rejects.toMatchObject({
      details: {
        nearest: [
          { startsAt: "2027-03-11T11:00:00.000Z" },
          { startsAt: "2027-03-11T11:15:00.000Z" },
          { startsAt: "2027-03-11T12:45:00.000Z" },
        ],
      },
    });
  });

  it("gives one of ten customers the slot that all of them want", async () => {
    const others = [];
    for (let index = 0; index < 10; index += 1) {
      const startsAt = new Date(Date.UTC(2027, 2, 16 + (index % 3), 8 + Math.floor(index / 3)));
      others.push(await bookedBy(await createCustomer(salon), startsAt));
    }
    const outcomes = await Promise.allSettled(
      others.map(({ id, ctx }) => holdSlot(ctx, wanted({ appointmentId: id }))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(9);
    expect(refused.every(({ reason }) => reason instanceof SlotTaken)).toBe(true);
  });

  it("replaces the customer's own hold, also when they press twice at once", async () => {
    const first = await holdSlot(customer(), wanted());
    const later = new Date(THURSDAY.getTime() + 15 * MINUTE_MS);
    const lock = { table: "appointments", id: appointmentId, waiting: 2 };
    const [second, third] = await behindLock(lock, () =>
      Promise.all([
        holdSlot(customer(), wanted({ startsAt: later })),
        holdSlot(customer(), wanted({ startsAt: later })),
      ]),
    );

    expect(await statusOf(first.id)).toBe("cancelled");
    expect([await statusOf(second.id), await statusOf(third.id)].sort()).toEqual([
      "active",
      "cancelled",
    ]);
    await expect(findHold(customer(), first.id)).resolves.toBeNull();
  });

  it("is not blocked by somebody's hold that has run out, swept or not", async () => {
    const other = await neighbour();
    const theirs = await holdSlot(other.ctx, wanted({ appointmentId: other.id }));
    await runOut(theirs.id);

    await expect(holdSlot(customer(), wanted())).resolves.toHaveProperty("id");
    expect(await statusOf(theirs.id)).toBe("expired");
    await expect(findHold(other.ctx, theirs.id)).resolves.toBeNull();
  });

  it("lets a customer hold two slots over all of their appointments, and no third", async () => {
    const later = (hours: number) => new Date(THURSDAY.getTime() + hours * 60 * MINUTE_MS);
    const others = [
      await bookedBy(salon.customerId, new Date("2027-03-16T09:00:00Z")),
      await bookedBy(salon.customerId, new Date("2027-03-17T09:00:00Z")),
    ] as const;
    const first = await holdSlot(customer(), wanted());
    const second = await holdSlot(
      others[0].ctx,
      wanted({ appointmentId: others[0].id, startsAt: later(1) }),
    );
    const third = () =>
      holdSlot(others[1].ctx, wanted({ appointmentId: others[1].id, startsAt: later(2) }));

    await expect(third()).rejects.toThrow(TooManyHolds);
    await runOut(second.id);
    await expect(third()).resolves.toHaveProperty("id");
    expect(await statusOf(first.id)).toBe("active");
  });

  it("keeps a customer from being in two places, with somebody else as well", async () => {
    await bookedBy(salon.customerId, new Date(THURSDAY.getTime() + 30 * MINUTE_MS));

    await expect(holdSlot(customer(), wanted({ staffId: salon.staffIds[1] }))).rejects.toThrow(
      CustomerElsewhere,
    );
  });

  it("is given thirty times in five minutes to one link, and as often as they like to staff", async () => {
    const slot = (time: number) => ({ staffId: salon.staffIds[time % 2] ?? "" });
    for (let time = 0; time < 30; time += 1) await holdSlot(customer(), wanted(slot(time)));

    await expect(holdSlot(customer(), wanted())).rejects.toThrow(TooManyAttempts);
    const held = "select from appointment_reservations where company_id = $1";
    expect(await stored(held, salon.companyId)).toHaveLength(30);
    const member = as(salon.companyId, salon.owner);
    await expect(holdSlot(member, wanted())).resolves.toHaveProperty("id");
    const { id, ctx } = await neighbour();
    await expect(
      holdSlot(ctx, wanted({ appointmentId: id, staffId: salon.staffIds[1] })),
    ).resolves.toHaveProperty("id");
  });

  it("refuses what the move itself would refuse", async () => {
    const evening = new Date("2027-03-11T16:30:00Z");
    const late = new Date(STARTS_AT.getTime() - 60 * MINUTE_MS);
    const elsewhere = await createSalon();

    await expect(holdSlot(customer(), wanted({ startsAt: evening }))).rejects.toThrow(
      OutsideOpeningHours,
    );
    await expect(holdSlot(customer(late), wanted())).rejects.toThrow(NoticeTooShort);
    await expect(holdSlot(customer(), wanted({ version: 2 }))).rejects.toThrow(AppointmentChanged);
    await expect(holdSlot(as(elsewhere.companyId, elsewhere.owner), wanted())).rejects.toThrow(
      NotFound,
    );
    await expect(
      holdSlot(customer(), wanted({ appointmentId: (await neighbour()).id })),
    ).rejects.toThrow(NotFound);
    await expect(holdSlot(customer(), wanted({ staffId: elsewhere.staffIds[0] }))).rejects.toThrow(
      NotFound,
    );
  });
});

describe("extendHold", () => {
  it("adds five minutes, once", async () => {
    const { id, expiresAt } = await holdSlot(customer(), wanted());
    await extendHold(customer(), { holdId: id });
    await expect(extendHold(customer(), { holdId: id })).rejects.toThrow(HoldExpired);

    const hold = await findHold(customer(), id);
    expect(hold?.canBeExtended).toBe(false);
    expect(Date.parse(hold!.expiresAt) - Date.parse(expiresAt)).toBe(5 * MINUTE_MS);
  });

  it("revives no hold that has run out", async () => {
    const { id } = await holdSlot(customer(), wanted());
    await runOut(id);

    await expect(extendHold(customer(), { holdId: id })).rejects.toThrow(HoldExpired);
  });

  it("is the holder's alone, and so is looking at it", async () => {
    const { id } = await holdSlot(customer(), wanted());
    const elsewhere = await createSalon();
    const strangers = [(await neighbour()).ctx, as(elsewhere.companyId, elsewhere.owner)];

    for (const stranger of strangers) {
      await expect(extendHold(stranger, { holdId: id })).rejects.toThrow(HoldExpired);
      await expect(findHold(stranger, id)).resolves.toBeNull();
    }
    await expect(findHold(customer(), "kein Schlüssel")).resolves.toBeNull();
    await expect(findHold(customer(), id)).resolves.toHaveProperty("canBeExtended", true);
  });
});
