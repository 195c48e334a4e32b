import { beforeEach, describe, expect, it } from "vitest";

import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { listTimeline } from "@/lib/appointments/service/list-timeline";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  STARTS_AT,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const customer = () => as(salon.companyId, linkHolder(salon, appointmentId));

describe("getAppointment", () => {
  it("shows an appointment with what its customer may still do, by the company's rules", async () => {
    await owner.query(
      "insert into appointment_policies (company_id, staff_id, max_reschedules) values ($1, $2, 1), ($1, null, 5)",
      [salon.companyId, salon.staffIds[0]],
    );

    await expect(getAppointment(customer(), appointmentId)).resolves.toMatchObject({
      id: appointmentId,
      version: 1,
      startsAt: STARTS_AT,
      timeZone: "Europe/Berlin",
      priceMinor: 4900,
      customer: { name: "Marlene Fischer", email: "marlene@example.org" },
      service: { name: "Damenhaarschnitt", durationMinutes: 45 },
      staff: { name: "Lena Hofmann" },
      branch: { name: "Berlin", street: "Kastanienallee 82" },
      company: { slug: salon.slug },
      reschedule: { refusal: null, left: 1, until: new Date("2027-03-09T09:00:00Z") },
      cancel: { refusal: null, left: 3, feeMinor: 0 },
      mayChange: true,
      mayOverride: false,
    });
  });

  it("never tells the link's hash or generation", async () => {
    const seen = await getAppointment(as(salon.companyId, salon.owner), appointmentId);

    expect(Object.keys(seen)).not.toContain("linkHash");
    expect(Object.keys(seen)).not.toContain("linkGeneration");
  });
});

describe("who sees an appointment and what happened to it", () => {
  it("is the company by its roles, and the customer it is for", async () => {
    const { companyId, branchId, staffIds } = salon;
    const potsdam = await createBranch(salon);
    const other = await createAppointment(salon, { staffId: staffIds[1] });
    const people = {
      admin: await addMember(companyId, "admin"),
      manager: await addMember(companyId, "manager", { branchId }),
      otherManager: await addMember(companyId, "manager", { branchId: potsdam.branchId }),
      staff: await addMember(companyId, "staff", { staffId: staffIds[0] }),
      colleague: await addMember(companyId, "staff", { staffId: staffIds[1] }),
      withoutStaff: await addMember(companyId, "staff"),
    };
    const sees = async (ctx: ReturnType<typeof as>) => {
      const answers = await Promise.all(
        [getAppointment(ctx, appointmentId), listTimeline(ctx, appointmentId)].map((answer) =>
          answer.then(
            () => true,
            (error: unknown) => (error instanceof NotFound ? false : error),
          ),
        ),
      );

      return answers;
    };
    const both = [true, true];
    const none = [false, false];

    expect(await sees(as(companyId, salon.owner))).toEqual(both);
    expect(await sees(as(companyId, people.admin))).toEqual(both);
    expect(await sees(as(companyId, people.manager))).toEqual(both);
    expect(await sees(as(companyId, people.otherManager))).toEqual(none);
    expect(await sees(as(companyId, people.staff))).toEqual(both);
    expect(await sees(as(companyId, people.colleague))).toEqual(none);
    expect(await sees(as(companyId, people.withoutStaff))).toEqual(none);
    expect(await sees(customer())).toEqual(both);
    expect(await sees(as(companyId, linkHolder(salon, other)))).toEqual(none);
    expect(await sees(as(companyId, VISITOR))).toEqual(none);
    const elsewhere = await createSalon();
    expect(await sees(as(elsewhere.companyId, elsewhere.owner))).toEqual(none);
    await expect(getAppointment(as(companyId, salon.owner), crypto.randomUUID())).rejects.toThrow(
      NotFound,
    );
  });
});

describe("listTimeline", () => {
  beforeEach(async () => {
    await rescheduleAppointment(as(salon.companyId, salon.owner), {
      appointmentId,
      version: 1,
      startsAt: new Date("2027-03-11T12:00:00Z"),
      staffId: salon.staffIds[1],
      holdId: undefined,
      reason: "Anruf",
    });
  });

  it("tells what happened, newest first, with old and new values", async () => {
    const entries = await listTimeline(as(salon.companyId, salon.owner), appointmentId);

    expect(entries).toMatchObject([
      {
        action: "rescheduled",
        version: 2,
        actorKind: "member",
        actorName: "Jana Richter",
        reason: "Anruf",
        oldValues: { startsAt: STARTS_AT.toISOString(), staff: { name: "Lena Hofmann" } },
        newValues: { startsAt: "2027-03-11T12:00:00.000Z", staff: { name: "Mehmet Aydın" } },
        ipAddress: "203.0.113.7",
        userAgent: "Test",
      },
      { action: "created", version: 1, actorKind: "system" },
    ]);
  });

  it("tells the customer the same, without addresses and devices", async () => {
    const [seenByCompany] = await listTimeline(as(salon.companyId, salon.owner), appointmentId);
    const [seenByCustomer] = await listTimeline(customer(), appointmentId);

    expect(seenByCustomer).toEqual({ ...seenByCompany, ipAddress: null, userAgent: null });
  });
});
