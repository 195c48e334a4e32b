import { beforeEach, describe, expect, it } from "vitest";

import { ImportWithoutAppointments } from "@/lib/imports/errors";
import type { AppointmentImport } from "@/lib/imports/schema";
import { getImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { owner } from "@/tests/support/database";
import { as, createAppointment, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const start = (rows: string, defaults: { serviceId?: string; staffId?: string } = {}) =>
  startAppointmentImport(ctx(), {
    text: APPOINTMENT_HEAD + rows,
    fileName: "Termine.csv",
    ...defaults,
  });
const read = async (id: string) => (await getImport(ctx(), id)) as AppointmentImport;
const problemsOf = async (rows: string, defaults = {}) =>
  (await read(await start(rows, defaults))).entries.map(({ problem }) => problem);

describe("looking at a file of appointments", () => {
  it("says row by row what is wrong, and writes nothing", async () => {
    const rows = [
      appointmentRow("10.03.2027", "10:00"),
      appointmentRow("32.03.2027", "10:00"),
      appointmentRow("10.03.2027", "abends"),
      appointmentRow("11.03.2027", "10:00", { service: "Gibt es nicht" }),
      appointmentRow("11.03.2027", "10:00", { staff: "Niemand" }),
      appointmentRow("11.03.2027", "10:00", { name: "" }),
      appointmentRow("11.03.2027", "10:00", { email: "keine-adresse" }),
      appointmentRow("11.03.2027", "10:00", { status: "vielleicht" }),
      appointmentRow("11.03.2027", "10:00", { minutes: "0" }),
      appointmentRow("11.03.2027", "10:00", { status: "erledigt" }),
      appointmentRow("11.01.2027", "10:00", { status: "offen" }),
      appointmentRow("28.03.2027", "02:30"),
      appointmentRow("10.03.2099", "10:00"),
      appointmentRow("11.03.2027", "10:00", { notes: "x".repeat(2001) }),
    ];

    expect(await problemsOf(rows.join(""))).toEqual([
      null,
      "date-unreadable",
      "time-unreadable",
      "service-unknown",
      "staff-not-found",
      "customer-missing",
      "email-invalid",
      "status-unknown",
      "duration-invalid",
      "status-too-early",
      "status-too-late",
      "time-skipped",
      "date-out-of-range",
      "too-long",
    ]);
    expect(
      await stored("select from appointments where company_id = $1", salon.companyId),
    ).toHaveLength(0);
  });

  it("finds times that are taken, in the book and in the file, of the person and of the customer", async () => {
    await createAppointment(salon, { startsAt: new Date("2027-03-10T09:00:00Z") });
    const marlene = { name: "Marlene Fischer", email: "MARLENE@example.org" };

    expect(
      await problemsOf(
        [
          appointmentRow("10.03.2027", "10:30"),
          appointmentRow("10.03.2027", "10:15", { ...marlene, staff: "Mehmet Aydın" }),
          appointmentRow("10.03.2027", "10:45"),
          appointmentRow("10.03.2027", "11:00", { name: "Bert Tal" }),
          appointmentRow("10.03.2027", "11:00", { staff: "Mehmet Aydın" }),
          appointmentRow("10.03.2027", "10:15", { name: "Carl See", status: "abgesagt" }),
          appointmentRow("10.03.2027", "10:00", { ...marlene, status: "abgesagt" }),
        ].join(""),
      ),
    ).toEqual(["time-taken", "customer-busy", null, "time-twice", "customer-twice", null, null]);
  });

  it("takes nothing to come for what is put away or not theirs; what has been was so", async () => {
    await owner.query("delete from staff_services where staff_id = $1", [salon.staffIds[1]]);
    const mehmets = { staff: "Mehmet Aydın" };
    expect(
      await problemsOf(
        appointmentRow("10.03.2027", "10:00", mehmets) +
          appointmentRow("10.02.2027", "10:00", mehmets),
      ),
    ).toEqual(["service-not-theirs", null]);
    await owner.query("update services set is_active = false where id = $1", [salon.serviceId]);
    expect(
      await problemsOf(
        appointmentRow("10.03.2027", "10:00") + appointmentRow("10.02.2027", "10:00"),
      ),
    ).toEqual(["service-put-away", null]);
  });

  it("reads a calendar, with what was chosen for what it does not say", async () => {
    const text = [
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT",
      "UID:1",
      "DTSTART;TZID=Europe/London:20270310T090000",
      "SUMMARY:Damenhaarschnitt: Anna",
      "ATTENDEE;CN=Lena Hofmann:mailto:nobody@example.org",
      "ATTENDEE;CN=Anna Berg:mailto:anna@example.org",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:2",
      "DTSTART:20270311T090000",
      "DTEND:20270311T093000",
      "SUMMARY:Irgendwas",
      "ATTENDEE:mailto:anna@example.org",
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\r\n");
    const importOf = (defaults: { serviceId?: string; staffId?: string }) =>
      startAppointmentImport(ctx(), { text, fileName: "kalender.ics", ...defaults });
    const { serviceId, staffIds } = salon;

    expect((await read(await importOf({ serviceId, staffId: staffIds[1] }))).entries).toMatchObject(
      [
        {
          startsAt: "2027-03-10T09:00:00.000Z",
          endsAt: "2027-03-10T09:45:00.000Z",
          staff: "Lena Hofmann",
          customer: { name: "Anna Berg", email: "anna@example.org" },
          notes: "Damenhaarschnitt: Anna",
          problem: null,
        },
        {
          startsAt: "2027-03-11T08:00:00.000Z",
          endsAt: "2027-03-11T08:30:00.000Z",
          staff: "Mehmet Aydın",
          customer: { name: "anna@example.org", email: "anna@example.org" },
          problem: null,
        },
      ],
    );
    expect((await read(await importOf({}))).entries.map(({ problem }) => problem)).toEqual([
      null,
      "service-unknown",
    ]);
  });

  it.each(["Name;E-Mail\nAnna;a@example.org", "Datum;Uhrzeit\n1.3.2027;10:00", ""])(
    "refuses what says neither when nor for whom: %s",
    (text) => {
      expect(() => startAppointmentImport(ctx(), { text, fileName: "x" })).toThrow(
        ImportWithoutAppointments,
      );
    },
  );
});
