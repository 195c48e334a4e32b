import type { Client } from "pg";
import { v7 as uuidV7 } from "uuid";

import { hashPassword } from "@/lib/platform/password";

import { DEMO_PASSWORD, demoSignIns } from "../demo";
import type { Salon } from "./appointments";
import { bulkInsert } from "./bulk-insert";
import { CLOSES, isWorking, OPENS_MINUTE } from "./calendar";
import { BRANCHES, FIRST_NAMES, LAST_NAMES, SERVICES, STAFF } from "./names";
import { pick } from "./random";

const CUSTOMERS = 340;
const COLOURS = ["accent", "teal", "blue", "violet", "rose", "amber", "green", "slate"] as const;

export type Team = { ownerMembershipId: string; branchIds: string[] };

/** The company, its branches, staff with working hours, services and customers. */
export async function insertSalon(client: Client, random: () => number): Promise<Salon & Team> {
  const companyId = uuidV7();
  await bulkInsert(client, "companies", [
    {
      id: companyId,
      slug: "morgenlicht",
      name: "Salon Morgenlicht",
      accent_colour: "#6b3a6e",
      phone: "030 23125 140",
      email: "hallo@morgenlicht.example",
      is_pilot: true,
      pilot_enabled_at: new Date(),
      opening_hours_note: "Montag bis Freitag 9–19 Uhr, Donnerstag bis 20 Uhr, Samstag 9–15 Uhr",
    },
  ]);
  const branches = BRANCHES.map(({ postalCode, ...branch }) => ({
    company_id: companyId,
    id: uuidV7(),
    postal_code: postalCode,
    ...branch,
  }));
  await bulkInsert(client, "branches", branches);
  const branchIds = branches.map(({ id }) => id);
  const staff = STAFF.map(([name, branch]) => ({
    id: uuidV7(),
    name,
    branchId: branchIds[branch] ?? "",
  }));
  await insertStaff(client, companyId, staff);
  const services = SERVICES.map(([name, minutes, priceMinor]) => ({
    id: uuidV7(),
    name,
    minutes,
    priceMinor,
  }));
  await insertServices(client, { companyId, staff, services });
  const customers = await insertCustomers(client, random, companyId);
  await insertClosures(client, companyId);
  const ownerMembershipId = await insertMembers(client, { companyId, staff, branchIds });

  return { companyId, staff, services, customers, ownerMembershipId, branchIds };
}

async function insertStaff(
  client: Client,
  companyId: string,
  staff: Salon["staff"],
): Promise<void> {
  await bulkInsert(
    client,
    "staff",
    staff.map(({ id, name, branchId }) => ({
      company_id: companyId,
      id,
      name,
      branch_id: branchId,
    })),
  );
  await bulkInsert(
    client,
    "staff_working_hours",
    staff.flatMap(({ id }, index) =>
      Object.entries(CLOSES)
        .filter(([weekday]) => isWorking(index, Number(weekday)))
        .map(([weekday, closes]) => ({
          company_id: companyId,
          id: uuidV7(),
          staff_id: id,
          weekday: Number(weekday),
          opens_minute: OPENS_MINUTE,
          closes_minute: closes,
        })),
    ),
  );
}

type Offered = { id: string; name: string; minutes: number; priceMinor: number };

async function insertServices(
  client: Client,
  { companyId, staff, services }: { companyId: string; staff: Salon["staff"]; services: Offered[] },
): Promise<void> {
  await bulkInsert(
    client,
    "services",
    services.map(({ id, name, minutes, priceMinor }, index) => ({
      company_id: companyId,
      id,
      name,
      duration_minutes: minutes,
      price_minor: priceMinor,
      colour: COLOURS[index % COLOURS.length] ?? "accent",
      // What takes long leaves something to tidy up.
      buffer_after_minutes: minutes >= 90 ? 15 : 0,
    })),
  );
  await bulkInsert(
    client,
    "staff_services",
    staff.flatMap(({ id }) =>
      services.map((service) => ({ company_id: companyId, staff_id: id, service_id: service.id })),
    ),
  );
}

async function insertCustomers(
  client: Client,
  random: () => number,
  companyId: string,
): Promise<Salon["customers"]> {
  const ascii = (text: string) =>
    text
      .toLowerCase()
      .replace(/ß/g, "ss")
      .replace(/ı/g, "i")
      .normalize("NFD")
      .replace(/[^a-z]/g, "");
  const rows = Array.from({ length: CUSTOMERS }, (_none, index) => {
    const first = pick(random, FIRST_NAMES);
    const last = pick(random, LAST_NAMES);
    const email = `${ascii(first)}.${ascii(last)}${String(index)}@example.org`;
    const isVisitor = random() < 0.06;

    return {
      company_id: companyId,
      id: uuidV7(),
      name: `${first} ${last}`,
      email,
      email_normalised: email,
      phone: `0151 ${String(20_000_000 + Math.floor(random() * 70_000_000))}`,
      locale: isVisitor ? "en" : "de",
      time_zone: isVisitor ? pick(random, ["Europe/London", "America/New_York"]) : "Europe/Berlin",
    };
  });
  await bulkInsert(client, "customers", [...rows, ...rows.slice(0, 2).map(enteredTwice)]);

  return rows.map(({ id, name }) => ({ id, name }));
}

/** Somebody who called, and was written down a second time. */
function enteredTwice<Row extends { name: string; phone: string }>(row: Row) {
  return {
    ...row,
    id: uuidV7(),
    name: row.name.replace(/^(\S)\S*/, "$1."),
    email: null,
    email_normalised: null,
  };
}

/** The salon is closed over Christmas and on New Year's Day. */
async function insertClosures(client: Client, companyId: string): Promise<void> {
  await bulkInsert(
    client,
    "closures",
    [
      { name: "Weihnachten", first_day: "2026-12-24", last_day: "2026-12-26" },
      { name: "Neujahr", first_day: "2027-01-01", last_day: "2027-01-01" },
    ].map((closure) => ({ company_id: companyId, id: uuidV7(), ...closure })),
  );
}

async function insertMembers(
  client: Client,
  {
    companyId,
    staff,
    branchIds,
  }: { companyId: string; staff: Salon["staff"]; branchIds: string[] },
): Promise<string> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const others = STAFF.map(([name]) => name).filter(
    (name) => !demoSignIns.some((one) => one.name === name),
  );
  const people = [
    ...demoSignIns,
    ...others.slice(0, 6).map((name, index) => ({
      name,
      role: "staff",
      email: `team${String(index + 1)}@morgenlicht.example`,
    })),
  ].map((person) => ({ ...person, userId: uuidV7(), membershipId: uuidV7() }));

  await bulkInsert(
    client,
    "users",
    people.map(({ userId, name, email, role }) => ({
      id: userId,
      name,
      email,
      email_normalised: email,
      password_hash: passwordHash,
      is_platform_operator: role === "operator",
    })),
  );
  await bulkInsert(
    client,
    "memberships",
    people
      .filter(({ role }) => role !== "operator")
      .map(({ userId, membershipId, name, role }, index) => ({
        company_id: companyId,
        id: membershipId,
        user_id: userId,
        role,
        branch_id: role === "manager" ? (branchIds[0] ?? null) : null,
        staff_id: staff.find((one) => one.name === name)?.id ?? null,
        created_at: new Date(Date.now() - 200 * 86_400_000),
        last_seen_at: new Date(Date.now() - (index * 7 + 1) * 3_600_000),
      })),
  );

  return people[0]?.membershipId ?? "";
}
