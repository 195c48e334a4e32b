import { describe, expect, it } from "vitest";

import {
  HoldExpired,
  OutsideOpeningHours,
  ReasonRequired,
  SlotInThePast,
  SlotTaken,
  TooFarAhead,
} from "@/lib/appointments/errors";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import {
  AlreadyCancelled,
  AppointmentOver,
  NoticeTooShort,
  NotOnline,
  TooManyMoves,
} from "@/lib/policies/errors";
import type { Actor } from "@/lib/tenancy/actor";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { movableAppointment, THURSDAY } from "@/tests/support/movable-appointment";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createCustomer,
  createSalon,
  STARTS_AT,
} from "@/tests/support/salon";

const MINUTE_MS = 60_000;
const here = movableAppointment();
const { asStored, byCustomer, byOwner, move } = here;

describe("what rescheduleAppointment refuses", () => {
  it("refuses a customer without a live hold on that very slot", async () => {
    const hold = await holdSlot(byCustomer(), move());
    const later = new Date(THURSDAY.getTime() + 60 * MINUTE_MS);

    await expect(rescheduleAppointment(byCustomer(), move())).rejects.toThrow(HoldExpired);
    await expect(
      rescheduleAppointment(byCustomer(), move({ startsAt: later, holdId: hold.id })),
    ).rejects.toThrow(HoldExpired);
    await owner.query("update appointment_reservations set expires_at = now() where id = $1", [
      hold.id,
    ]);
    await expect(rescheduleAppointment(byCustomer(), move({ holdId: hold.id }))).rejects.toThrow(
      HoldExpired,
    );
    await expect(asStored()).resolves.toMatchObject({ version: 1 });
  });

  it("offers the three nearest free times when somebody else has the slot", async () => {
    await createAppointment(here.salon, { startsAt: THURSDAY });
    const refused = rescheduleAppointment(byOwner(), move());

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

  it("names to members whose time it is, as far as they may see it, and to customers nobody", async () => {
    const { companyId, staffIds, branchId } = here.salon;
    const customerId = await createCustomer(here.salon);
    await owner.query("update customers set name = 'Nora Neu' where id = $1", [customerId]);
    await createAppointment(here.salon, { startsAt: THURSDAY, customerId });
    const refusedTo = (actor: Actor, startsAt = THURSDAY) =>
      rescheduleAppointment(as(companyId, actor), move({ startsAt })).catch(
        (error: unknown) => (error as { details: unknown }).details,
      );
    const occupant = {
      customer: "Nora Neu",
      startsAt: THURSDAY.toISOString(),
      endsAt: new Date(THURSDAY.getTime() + 45 * MINUTE_MS).toISOString(),
    };
    const manager = await addMember(companyId, "manager", { branchId });
    const lena = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const halfLater = new Date(THURSDAY.getTime() + 30 * MINUTE_MS);

    for (const member of [here.salon.owner, manager, lena]) {
      expect(await refusedTo(member)).toMatchObject({ occupant });
    }
    expect(await refusedTo(here.salon.owner, halfLater)).toMatchObject({ occupant });
    await owner.query("update appointments set branch_id = $2 where customer_id = $1", [
      customerId,
      (await createBranch(here.salon)).branchId,
    ]);
    expect(await refusedTo(manager)).toMatchObject({ occupant: null });
    await expect(holdSlot(byCustomer(), move())).rejects.toMatchObject({
      details: { occupant: null },
    });
  });

  it.each([
    ["outside the opening hours", "2027-03-11T16:30:00Z", OutsideOpeningHours],
    ["on a Sunday", "2027-03-14T12:00:00Z", OutsideOpeningHours],
    ["in the past", "2027-02-26T12:00:00Z", SlotInThePast],
    ["more than 90 days ahead", "2027-06-01T12:00:00Z", TooFarAhead],
  ])("refuses a time %s", async (_why, startsAt, error) => {
    await expect(
      rescheduleAppointment(byOwner(), move({ startsAt: new Date(startsAt) })),
    ).rejects.toThrow(error);
  });

  it("refuses a time in the staff member's time off", async () => {
    await owner.query(
      "insert into staff_time_off (company_id, staff_id, starts_at, ends_at) values ($1, $2, '2027-03-11', '2027-03-12')",
      [here.salon.companyId, here.salon.staffIds[0]],
    );

    await expect(rescheduleAppointment(byOwner(), move())).rejects.toThrow(OutsideOpeningHours);
  });

  it("holds customers to the notice, and staff without the right to override it", async () => {
    const lateNow = new Date(STARTS_AT.getTime() - 24 * 60 * MINUTE_MS);
    const staff = await addMember(here.salon.companyId, "staff", {
      staffId: here.salon.staffIds[0],
    });

    await expect(rescheduleAppointment(byCustomer(lateNow), move())).rejects.toThrow(
      NoticeTooShort,
    );
    await expect(
      rescheduleAppointment(as(here.salon.companyId, staff, lateNow), move({ reason: "Bitte" })),
    ).rejects.toThrow(NoticeTooShort);
  });

  it("lets an owner pass the notice with a reason, and keeps that in the log", async () => {
    const lateNow = new Date(STARTS_AT.getTime() - 60 * MINUTE_MS);

    await expect(rescheduleAppointment(byOwner(lateNow), move())).rejects.toThrow(ReasonRequired);
    await expect(rescheduleAppointment(byOwner(lateNow), move())).rejects.toMatchObject({
      params: {
        refusal: "notice_too_short",
        until: {
          at: new Date(STARTS_AT.getTime() - 24 * 60 * MINUTE_MS),
          timeZone: "Europe/Berlin",
        },
      },
    });
    await rescheduleAppointment(byOwner(lateNow), move({ reason: "Kundin steht im Stau" }));
    const { rows } = await owner.query(
      "select new_values->>'override' as override from appointment_audit_logs where appointment_id = $1 and version = 2",
      [here.appointmentId],
    );
    expect(rows).toEqual([{ override: "notice-too-short" }]);
  });

  it.each(["owner", "admin", "manager", "staff"] as const)(
    "lets an %s move and cancel a service that is not for self-service, without a reason",
    async (role) => {
      await owner.query("update services set is_self_service = false where company_id = $1", [
        here.salon.companyId,
      ]);
      const place = { branchId: here.salon.branchId, staffId: here.salon.staffIds[0] };
      const member = as(here.salon.companyId, await addMember(here.salon.companyId, role, place));

      await expect(getAppointment(member, here.appointmentId)).resolves.toMatchObject({
        reschedule: { refusal: null },
        cancel: { refusal: null },
        forCustomer: { reschedule: { refusal: "not-online" }, cancel: { refusal: "not-online" } },
      });
      await expect(holdSlot(byCustomer(), move())).rejects.toThrow(NotOnline);
      await expect(rescheduleAppointment(member, move())).resolves.toEqual({ version: 2 });
      await expect(
        cancelAppointment(member, {
          appointmentId: here.appointmentId,
          version: 2,
          reason: "",
          category: "other",
        }),
      ).resolves.toEqual({ version: 3 });
      const overrides = `select from appointment_audit_logs
        where appointment_id = $1 and new_values ? 'override'`;
      expect((await owner.query(overrides, [here.appointmentId])).rowCount).toBe(0);
    },
  );

  it("refuses the customer's fourth move", async () => {
    await owner.query("update appointments set rescheduled_count = 3 where id = $1", [
      here.appointmentId,
    ]);

    await expect(rescheduleAppointment(byCustomer(), move())).rejects.toThrow(TooManyMoves);
  });

  it("refuses what is over or cancelled, to everybody", async () => {
    const after = new Date(STARTS_AT.getTime() + MINUTE_MS);
    await expect(
      rescheduleAppointment(byOwner(after), move({ reason: "Trotzdem" })),
    ).rejects.toThrow(AppointmentOver);

    await owner.query(
      `with gone as (update appointments set status = 'cancelled', cancelled_at = now(), version = 2
         where id = $1 returning company_id, id)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 2, 'cancelled', 'system', 'Test' from gone`,
      [here.appointmentId],
    );
    await expect(
      rescheduleAppointment(byOwner(), move({ version: 2, reason: "Trotzdem" })),
    ).rejects.toThrow(AlreadyCancelled);
  });

  it("is the same answer for another company's, another customer's and an unknown appointment", async () => {
    const elsewhere = await createSalon();
    const strangers = await createAppointment(here.salon, { staffId: here.salon.staffIds[1] });
    const ownersElsewhere = as(elsewhere.companyId, elsewhere.owner);

    await expect(rescheduleAppointment(ownersElsewhere, move())).rejects.toThrow(NotFound);
    await expect(
      rescheduleAppointment(byCustomer(), move({ appointmentId: strangers })),
    ).rejects.toThrow(NotFound);
    await expect(
      rescheduleAppointment(byOwner(), move({ appointmentId: crypto.randomUUID() })),
    ).rejects.toThrow(NotFound);
  });

  it("refuses a staff member of another company", async () => {
    const elsewhere = await createSalon();

    await expect(
      rescheduleAppointment(byOwner(), move({ staffId: elsewhere.staffIds[0] })),
    ).rejects.toThrow(NotFound);
  });
});
