import { beforeEach, describe, expect, it } from "vitest";

import { type Choice, recordAbsenceSchema, toSeen } from "@/lib/absences/schema";
import { getAbsence } from "@/lib/absences/service/get-absence";
import { previewAbsence } from "@/lib/absences/service/preview-absence";
import { recordAbsence } from "@/lib/absences/service/record-absence";
import { retryCase, settleAbsence } from "@/lib/absences/service/settle-absence";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const hoursLater = (hours: number) => new Date(STARTS_AT.getTime() + hours * 3_600_000);
const day = { firstDay: "2027-03-10", lastDay: "2027-03-10" };

/** Lena is away on the day of the appointments, and this was decided about each of them. */
async function record(choices: Record<string, Choice>): Promise<string> {
  const [staffId, colleague] = salon.staffIds;
  const timeOffId = crypto.randomUUID();
  const { appointments } = await previewAbsence(ctx(), { staffId, range: "days", ...day });
  const fields = appointments.flatMap((one): [string, string][] => {
    const choice = choices[one.id] ?? "leave";

    return [
      [`seen.${one.id}`, toSeen(one)],
      [`choice.${one.id}`, choice === "move" ? `move:${colleague}` : choice],
    ];
  });
  const message = "Lena ist verhindert.";
  const input = { timeOffId, staffId, ...day, message, ...Object.fromEntries(fields) };
  await recordAbsence(ctx(), recordAbsenceSchema.parse(input));

  return timeOffId;
}

const mailsOf = async (appointmentId: string) => {
  const sql = `select kind from appointment_email_queue where appointment_id = $1 and audience = 'customer'`;

  return (await stored(sql, appointmentId)).map(({ kind }) => String(kind));
};
const outcomes = async (timeOffId: string) =>
  (await getAbsence(ctx(), timeOffId)).cases.map(({ outcome, problem }) => problem ?? outcome);

describe("settling an absence", () => {
  it("gives away, cancels, asks and leaves as it was decided, with one mail each", async () => {
    const [moved, cancelled, asked, left] = [
      await createAppointment(salon),
      await createAppointment(salon, { startsAt: hoursLater(1) }),
      await createAppointment(salon, { startsAt: hoursLater(2) }),
      await createAppointment(salon, { startsAt: hoursLater(3) }),
    ];
    const id = await record({ [moved]: "move", [cancelled]: "cancel", [asked]: "ask" });
    await settleAbsence(ctx(), id);
    await settleAbsence(ctx(), id);

    expect((await getAbsence(ctx(), id)).cases).toMatchObject([
      { outcome: "done", version: 2, startsAt: STARTS_AT, staff: { name: "Mehmet Aydın" } },
      { outcome: "done", version: 2, status: "cancelled" },
      { outcome: "done", version: 1, status: "confirmed", staff: { name: "Lena Hofmann" } },
      { outcome: "done", version: 1, choice: "leave" },
    ]);
    expect(await Promise.all([moved, cancelled, asked, left].map((one) => mailsOf(one)))).toEqual([
      ["changed"],
      ["cancelled"],
      ["new_time"],
      [],
    ]);
    expect(
      await stored(
        "select cancellation_category as category from appointments where id = $1",
        cancelled,
      ),
    ).toEqual([{ category: "staff_unavailable" }]);
  });

  it("costs no customer anything, whatever their own change would cost", async () => {
    await owner.query(
      `insert into appointment_policies (company_id, fee_tiers)
       values ($1, '[{"withinMinutes": 43200, "percent": 100}]')`,
      [salon.companyId],
    );
    const moved = await createAppointment(salon);
    const cancelled = await createAppointment(salon, { startsAt: hoursLater(1) });
    const id = await record({ [moved]: "move", [cancelled]: "cancel" });
    await settleAbsence(ctx(), id);

    expect(await outcomes(id)).toEqual(["done", "done"]);
    const fees = `select a.fee_minor as kept, q.snapshot->'feeMinor' as mail, l.new_values->'feeMinor' as log
      from appointments a
      join appointment_email_queue q on q.appointment_id = a.id and q.audience = 'customer'
      join appointment_audit_logs l on l.appointment_id = a.id and l.version = 2
      where a.id = any($1)`;
    expect(await stored(fees, [moved, cancelled])).toEqual(
      Array(2).fill({ kept: 0, mail: 0, log: null }),
    );
  });

  it("goes on where it was interrupted, and nobody gets two mails", async () => {
    const first = await createAppointment(salon);
    const second = await createAppointment(salon, { startsAt: hoursLater(1) });
    const id = await record({ [first]: "ask", [second]: "ask" });
    await owner.query(
      `create function interrupt() returns trigger language plpgsql as $$ begin
         if new.appointment_id = '${second}' then raise 'killed'; end if; return new; end $$;
       create trigger interrupt before insert on appointment_email_queue
         for each row execute function interrupt()`,
    );
    try {
      await expect(settleAbsence(ctx(), id)).rejects.toThrow("killed");
    } finally {
      await owner.query("drop function interrupt cascade");
    }
    expect(await outcomes(id)).toEqual(["done", "open"]);
    await settleAbsence(ctx(), id);

    expect(await outcomes(id)).toEqual(["done", "done"]);
    expect(await mailsOf(first)).toEqual(["new_time"]);
    expect(await mailsOf(second)).toEqual(["new_time"]);
  });

  it("ends when its time is up, and leaves the rest to whoever goes on", async () => {
    const asked = [0, 1, 2].map((hours) =>
      createAppointment(salon, { startsAt: hoursLater(hours) }),
    );
    const ids = await Promise.all(asked);
    const id = await record(Object.fromEntries(ids.map((one) => [one, "ask"])));
    const outcomesAfter = async (budgetMs: number) => {
      await settleAbsence(ctx(), id, { budgetMs });

      return (await outcomes(id)).toSorted();
    };

    expect(await outcomesAfter(0)).toEqual(["done", "open", "open"]);
    expect(await outcomesAfter(0)).toEqual(["done", "done", "open"]);
    expect(await outcomesAfter(60_000)).toEqual(["done", "done", "done"]);
    expect(await Promise.all(ids.map((one) => mailsOf(one)))).toEqual(ids.map(() => ["new_time"]));
  });

  it("asks a customer once when two go on at the same time", async () => {
    const appointmentId = await createAppointment(salon);
    const id = await record({ [appointmentId]: "ask" });
    await behindLock({ table: "appointments", id: appointmentId, waiting: 2 }, () =>
      Promise.all([settleAbsence(ctx(), id), settleAbsence(ctx(), id)]),
    );

    expect(await mailsOf(appointmentId)).toEqual(["new_time"]);
  });

  it("asks a customer once when two have recorded the same absence", async () => {
    const appointmentId = await createAppointment(salon);
    const first = await record({ [appointmentId]: "ask" });
    const second = await record({ [appointmentId]: "ask" });
    await settleAbsence(ctx(), first);
    await settleAbsence(ctx(), second);

    expect(await outcomes(second)).toEqual(["appointment-changed"]);
    expect(await mailsOf(appointmentId)).toEqual(["new_time"]);
  });

  it("keeps why something was refused, does the rest, and tries again with what is seen now", async () => {
    const [, mehmet] = salon.staffIds;
    const taken = await createAppointment(salon);
    const other = await createAppointment(salon, { startsAt: hoursLater(1) });
    const id = await record({ [taken]: "move", [other]: "move" });
    const rival = await createAppointment(salon, { staffId: mehmet });
    await settleAbsence(ctx(), id);
    expect(await outcomes(id)).toEqual(["slot-taken", "done"]);
    expect(await mailsOf(taken)).toEqual([]);

    await cancelAppointment(ctx(), { appointmentId: rival, version: 1, reason: "Doch nicht" });
    const [refused] = (await getAbsence(ctx(), id)).cases;
    const seen = { seenVersion: refused!.version, seenAskedAt: refused!.askedAt };
    await retryCase(ctx(), { timeOffId: id, caseId: refused!.id, seen });
    await retryCase(ctx(), { timeOffId: id, caseId: refused!.id, seen });

    expect(await outcomes(id)).toEqual(["done", "done"]);
    expect(await mailsOf(taken)).toEqual(["changed"]);
  });

  it("gives nothing to a colleague who is away by then, and passes no notice but the company's own", async () => {
    const [, mehmet] = salon.staffIds;
    const [away, soon] = [
      await createAppointment(salon),
      await createAppointment(salon, { startsAt: hoursLater(5) }),
    ];
    const id = await record({ [away]: "move", [soon]: "move" });
    await owner.query(
      `insert into staff_time_off (company_id, staff_id, starts_at, ends_at)
       values ($1, $2, $3, $3::timestamptz + interval '2 hours')`,
      [salon.companyId, mehmet, STARTS_AT],
    );
    await settleAbsence(as(salon.companyId, salon.owner, hoursLater(-2)), id);

    expect(await outcomes(id)).toEqual(["outside-opening-hours", "done"]);
    expect(await mailsOf(away)).toEqual([]);
    expect(
      await stored(
        "select new_values->'override' as override from appointment_audit_logs where appointment_id = $1 and version = 2",
        soon,
      ),
    ).toEqual([{ override: "notice-too-short" }]);
  });

  it("is for those who may record it", async () => {
    const potsdam = await createBranch(salon);
    const elsewhere = await createSalon();
    const { companyId } = salon;
    const id = await record({ [await createAppointment(salon)]: "ask" });
    const [open] = (await getAbsence(ctx(), id)).cases;
    const again = { timeOffId: id, caseId: open!.id, seen: { seenVersion: 1, seenAskedAt: null } };
    const manager = await addMember(companyId, "manager", { branchId: potsdam.branchId });
    const staff = as(companyId, await addMember(companyId, "staff"));

    for (const other of [as(companyId, manager), as(elsewhere.companyId, elsewhere.owner)]) {
      await expect(settleAbsence(other, id)).rejects.toThrow(NotFound);
      await expect(retryCase(other, again)).rejects.toThrow(NotFound);
    }
    await expect(settleAbsence(staff, id)).rejects.toThrow(NotAllowed);
    expect(await outcomes(id)).toEqual(["open"]);
  });
});
