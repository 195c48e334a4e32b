import type { SessionClaim } from "@/lib/accounts/service/get-account";
import { manageSecret } from "@/lib/appointments/service/manage-link";
import { inviteSchema } from "@/lib/invitations/schema";
import { invitationToken } from "@/lib/invitations/service/invitation-secret";
import { inviteUser } from "@/lib/invitations/service/invite-user";
import { hashPassword } from "@/lib/platform/password";
import { hashSecret } from "@/lib/platform/secrets";
import type { Actor, LinkHolder, Member } from "@/lib/tenancy/actor";
import { createContext, type TenantContext } from "@/lib/tenancy/context";
import type { Role } from "@/lib/tenancy/roles";

import { owner } from "./database";

/** A Monday morning long before any appointment of a test. */
export const NOW = new Date("2027-03-01T08:00:00Z");
/** A Wednesday, 10:00 to 10:45 in Berlin. */
export const STARTS_AT = new Date("2027-03-10T09:00:00Z");

export type TestSalon = Awaited<ReturnType<typeof createSalon>>;

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const columns = Object.keys(row);
  const places = columns.map((_column, index) => `$${String(index + 1)}`);
  const { rows } = await owner.query<{ id: string }>(
    `insert into ${table} (${columns.join(",")}) values (${places.join(",")}) returning id`,
    Object.values(row),
  );
  const [inserted] = rows;
  if (inserted === undefined) throw new Error(`nothing inserted into ${table}`);

  return inserted.id;
}

/** What stands in the database, whoever may see it. */
export async function stored(
  sql: string,
  ...values: unknown[]
): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>(sql, values)).rows;
}

/** A company of its own for one test: a branch, two staff members who work nine to five, an owner. */
export async function createSalon() {
  const slug = `salon-${crypto.randomUUID().slice(0, 8)}`;
  const companyId = await insert("companies", { slug, name: `Salon ${slug}`, is_pilot: true });
  const place = { company_id: companyId };
  const branchId = await insert("branches", {
    ...place,
    name: "Berlin",
    street: "Kastanienallee 82",
    postal_code: "10435",
    city: "Berlin",
  });
  const serviceId = await insert("services", {
    ...place,
    name: "Damenhaarschnitt",
    duration_minutes: 45,
    price_minor: 4900,
  });
  const staffIds = [
    await createStaff(place, { branchId, serviceId, name: "Lena Hofmann" }),
    await createStaff(place, { branchId, serviceId, name: "Mehmet Aydın" }),
  ] as const;
  const customerId = await insert("customers", {
    ...place,
    name: "Marlene Fischer",
    email: "marlene@example.org",
    email_normalised: "marlene@example.org",
  });
  const salonOwner = await addMember(companyId, "owner", { name: "Jana Richter" });

  return { companyId, slug, branchId, serviceId, staffIds, customerId, owner: salonOwner };
}

async function createStaff(
  place: { company_id: string },
  { branchId, serviceId, name }: { branchId: string; serviceId: string; name: string },
): Promise<string> {
  const staffId = await insert("staff", { ...place, branch_id: branchId, name });
  for (const weekday of [1, 2, 3, 4, 5]) {
    await insert("staff_working_hours", {
      ...place,
      staff_id: staffId,
      weekday,
      opens_minute: 9 * 60,
      closes_minute: 17 * 60,
    });
  }
  await owner.query("insert into staff_services values ($1, $2, $3)", [
    place.company_id,
    staffId,
    serviceId,
  ]);

  return staffId;
}

/** The same company in a second branch, with two staff members of its own. */
export async function createBranch(salon: TestSalon): Promise<TestSalon> {
  const place = { company_id: salon.companyId };
  const address = { street: "Brandenburger Straße 1", postal_code: "14467", city: "Potsdam" };
  const branchId = await insert("branches", { ...place, ...address, name: "Potsdam" });
  const { serviceId } = salon;
  const staffIds = [
    await createStaff(place, { branchId, serviceId, name: "Petra Sommer" }),
    await createStaff(place, { branchId, serviceId, name: "Paul Winter" }),
  ] as const;

  return { ...salon, branchId, staffIds };
}

type Place = { branchId?: string; staffId?: string; name?: string; email?: string };

/** A member with an account that nobody can sign in to with a password. */
export async function addMember(companyId: string, role: Role, place: Place = {}): Promise<Member> {
  const email = place.email ?? `${crypto.randomUUID().slice(0, 12)}@example.org`;
  const name = place.name ?? "Katharina Vogel";
  const userId = await insert("users", { email, email_normalised: email.toLowerCase(), name });
  const membershipId = await insert("memberships", {
    company_id: companyId,
    user_id: userId,
    role,
    branch_id: place.branchId ?? null,
    staff_id: place.staffId ?? null,
  });

  return {
    kind: "member",
    userId,
    membershipId,
    name,
    role,
    branchId: place.branchId ?? null,
    staffId: place.staffId ?? null,
  };
}

type Bookable = Pick<TestSalon, "companyId" | "branchId" | "serviceId" | "staffIds" | "customerId">;
type Booking = {
  startsAt?: Date;
  staffId?: string;
  status?: string;
  minutes?: number;
  customerId?: string;
};

/**
 * A confirmed appointment at version 1, with its audit row and its manage link: the salon's customer's, or
 * a namesake's where the customer is somewhere else at that time.
 */
export async function createAppointment(
  salon: Bookable,
  {
    startsAt = STARTS_AT,
    staffId = salon.staffIds[0],
    status = "confirmed",
    minutes = 45,
    customerId,
  }: Booking = {},
): Promise<string> {
  const id = crypto.randomUUID();
  const { companyId } = salon;
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const customer = customerId ?? (await customerWithTime(salon, { startsAt, endsAt }));
  await owner.query(
    `with booked as (
       insert into appointments (company_id, id, reference, customer_id, service_id, staff_id,
         branch_id, starts_at, ends_at, time_zone, price_minor, status, link_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Europe/Berlin', 4900, $10, $11) returning id)
     insert into appointment_audit_logs
       (company_id, appointment_id, version, action, actor_kind, actor_name)
     select $1, id, 1, 'created', 'system', 'Test' from booked`,
    [
      companyId,
      id,
      `T-${id.slice(0, 8).toUpperCase()}`,
      customer,
      salon.serviceId,
      staffId,
      salon.branchId,
      startsAt,
      endsAt,
      status,
      hashSecret(manageSecret(companyId, id, 1)),
    ],
  );

  return id;
}

async function customerWithTime(
  { companyId, customerId }: Bookable,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<string> {
  const [busy] = await stored(
    "select from slot_claims where company_id = $1 and customer_id = $2 and attends && tstzrange($3, $4)",
    companyId,
    customerId,
    startsAt,
    endsAt,
  );
  if (busy === undefined) return customerId;

  return createCustomer({ companyId });
}

/** A namesake of the salon's customer, at the same address. */
export function createCustomer({ companyId }: Pick<TestSalon, "companyId">): Promise<string> {
  return insert("customers", {
    company_id: companyId,
    name: "Marlene Fischer",
    email: "marlene@example.org",
    email_normalised: "marlene@example.org",
  });
}

/** Whoever opened a link and has proved nothing else. */
export const VISITOR: Actor = { kind: "system", name: "visitor" };

/** An invitation, by the salon's owner unless told otherwise, and the token of its link. */
export async function invite(
  salon: Pick<TestSalon, "companyId" | "owner">,
  input: Record<string, string> = {},
  inviter: Member = salon.owner,
): Promise<{ id: string; token: string; email: string }> {
  const email = input["email"] ?? `${crypto.randomUUID().slice(0, 12)}@example.org`;
  const { companyId } = salon;
  const { id } = await inviteUser(
    as(companyId, inviter),
    inviteSchema.parse({ role: "staff", ...input, email }),
  );

  return { id, token: invitationToken(companyId, id, 1), email };
}

/** An account with a password, in no company yet. */
export async function createAccount(email: string, password: string): Promise<string> {
  return insert("users", {
    email,
    email_normalised: email.toLowerCase(),
    name: "Tobias Lang",
    password_hash: await hashPassword(password),
  });
}

/** A session of somebody who is signed in, as its cookie would name it. */
export async function createSession(userId: string, sessionEpoch = 1): Promise<SessionClaim> {
  const sessionId = await insert("user_sessions", {
    user_id: userId,
    expires_at: new Date(Date.now() + 86_400_000),
  });

  return { userId, sessionEpoch, sessionId };
}

/** A service's context for somebody, at a fixed time. */
export function as(companyId: string, actor: Actor, now = NOW): TenantContext {
  return createContext(companyId, actor, {
    now,
    origin: { ip: "203.0.113.7", userAgent: "Test", requestId: "req-1" },
  });
}

export function linkHolder(
  salon: Pick<TestSalon, "customerId">,
  appointmentId: string,
): LinkHolder {
  return {
    kind: "customer",
    appointmentId,
    customerId: salon.customerId,
    name: "Marlene Fischer",
  };
}
