import { beforeEach, expect, it } from "vitest";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { appointmentsCsv } from "@/lib/appointments/service/appointments-csv";
import { exportAppointments } from "@/lib/appointments/service/export-appointments";
import type { Actor } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let potsdam: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
  potsdam = await createBranch(salon);
  await createAppointment(salon);
  await createAppointment(salon, { staffId: salon.staffIds[1], status: "pending" });
  await createAppointment(potsdam);
});

const exported = (filter: Record<string, string> = {}, actor: Actor = salon.owner) =>
  exportAppointments(
    as(salon.companyId, actor),
    appointmentFilterSchema.parse({ day: "2027-03-08", ...filter }),
    "Europe/Berlin",
  );
const staffOf = async (filter: Record<string, string> = {}, actor: Actor = salon.owner) =>
  (await exported(filter, actor)).appointments.map(({ staff }) => staff).sort();
const csvOf = async () =>
  appointmentsCsv((await exported()).appointments, {
    locale: "en",
    heading: (column) => column,
    status: (status) => status,
    cut: null,
  });

it("holds what the list shows, filter by filter", async () => {
  expect(await staffOf()).toEqual(["Lena Hofmann", "Mehmet Aydın", "Petra Sommer"]);
  expect(await staffOf({ status: "pending" })).toEqual(["Mehmet Aydın"]);
  expect(await staffOf({ branchId: potsdam.branchId })).toEqual(["Petra Sommer"]);
  expect(await staffOf({ search: "LENE fis" })).toHaveLength(3);
  expect(await staffOf({ search: "%" })).toEqual([]);
  expect(await staffOf({ day: "2027-03-15" })).toEqual([]);
  expect(await staffOf({ day: "2027-03-15", until: "2027-03-01" })).toHaveLength(3);
  expect(await staffOf({ day: "2027-03-15", search: "marlene@" })).toHaveLength(3);
  expect(await staffOf({ serviceId: salon.serviceId })).toHaveLength(3);
  expect(await staffOf({ serviceId: potsdam.branchId })).toEqual([]);
});

it("holds what somebody may see: their branch, their own, nothing of another company", async () => {
  const manager = await addMember(salon.companyId, "manager", { branchId: potsdam.branchId });
  const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
  const elsewhere = await createSalon();

  expect(await staffOf({}, manager)).toEqual(["Petra Sommer"]);
  expect(await staffOf({}, staff)).toEqual(["Mehmet Aydın"]);
  expect(
    await exportAppointments(
      as(elsewhere.companyId, elsewhere.owner),
      appointmentFilterSchema.parse({ day: "2027-03-08" }),
      "Europe/Berlin",
    ),
  ).toEqual({ appointments: [], isCut: false });
  await expect(exported({}, linkHolder(salon, salon.customerId))).rejects.toThrow(NotAllowed);
});

it("is written down, with how many and which days, or what was searched for", async () => {
  await exported();
  await exported({ search: "fischer" });

  expect(
    await stored(
      "select actor_name, data from activity_log where company_id = $1 and event = 'appointments_exported' order by id",
      salon.companyId,
    ),
  ).toEqual([
    { actor_name: "Jana Richter", data: { count: 3, from: "2027-03-08", until: "2027-03-14" } },
    { actor_name: "Jana Richter", data: { count: 3, search: "fischer" } },
  ]);
});

it.each(["=1+1", "+49", "-1", "@SUM(A1)"])(
  "takes a name that begins like %s for no formula",
  async (name) => {
    await owner.query("update customers set name = $2 where company_id = $1", [
      salon.companyId,
      name,
    ]);

    expect(await csvOf()).toContain(`'${name}`);
  },
);

it("has the times on the wall, prices as amounts, and a last line where it was cut", async () => {
  const { appointments } = await exported({ staffId: salon.staffIds[0] });
  const words = {
    heading: (column: string) => column.toUpperCase(),
    status: (status: string) => status,
    cut: "Mehr passt nicht hinein.",
  };
  const csv = appointmentsCsv(appointments, { locale: "en", ...words });

  expect(csv.startsWith("\uFEFFREFERENCE,STARTSAT,")).toBe(true);
  expect(csv).toContain('"10.03.2027, 10:00","10.03.2027, 10:45",Europe/Berlin,confirmed');
  expect(csv).toContain(",49.00,EUR\r\n");
  expect(csv).toContain("Mehr passt nicht hinein.");

  const german = appointmentsCsv(appointments, { locale: "de", ...words });
  expect(german.startsWith("\uFEFFREFERENCE;STARTSAT;")).toBe(true);
  expect(german).toContain(";10.03.2027, 10:00;10.03.2027, 10:45;Europe/Berlin;confirmed;");
  expect(german).toContain(";49,00;EUR\r\n");
});
