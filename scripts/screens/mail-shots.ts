import type { Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import process from "node:process";

import { type Booked, OWNER, row, sql, upcomingAppointment } from "../../e2e/support/portal";
import type { Shot } from "./shot";

type Locale = "de" | "en";

/** What brings a mail about, and to whom it goes. */
type Cause = { name: string; bring: (locale: Locale) => Promise<string> };

async function services() {
  const [change, reset, invite, move, cancel, invited, booked, context] = await Promise.all([
    import("@/lib/accounts/service/change-email"),
    import("@/lib/accounts/service/password-reset"),
    import("@/lib/invitations/service/invite-user"),
    import("@/lib/appointments/service/reschedule-appointment"),
    import("@/lib/appointments/service/cancel-appointment"),
    import("@/lib/invitations/schema"),
    import("@/lib/appointments/schema"),
    import("@/lib/tenancy/context"),
  ]);

  return { ...change, ...reset, ...invite, ...move, ...cancel, ...invited, ...booked, ...context };
}

/** The salon's owner, as the services know her. */
async function asOwner() {
  const { createContext } = await services();
  const owner = await row<{
    companyId: string;
    userId: string;
    membershipId: string;
    name: string;
  }>(
    `select m.company_id as "companyId", u.id as "userId", m.id as "membershipId", u.name
     from memberships m join users u on u.id = m.user_id where u.email = $1`,
    [OWNER],
  );
  const { companyId, ...person } = owner;

  return createContext(companyId, {
    kind: "member",
    role: "owner",
    branchId: null,
    staffId: null,
    ...person,
  });
}

async function createAccount(locale: Locale): Promise<{ userId: string; email: string }> {
  const email = `${randomUUID().slice(0, 8)}@example.org`;
  const { id } = await row<{ id: string }>(
    `insert into users (email, email_normalised, name, locale, password_hash)
     select $1, $1, 'Nele Brandt', $2, password_hash from users where email = $3 returning id`,
    [email, locale, OWNER],
  );

  return { userId: id, email };
}

/** An appointment whose customer reads this language and has an address of their own. */
async function bookedIn(locale: Locale) {
  const booked = await upcomingAppointment();
  const email = `${randomUUID().slice(0, 8)}@example.org`;
  await sql(
    `update customers c set locale = $2, email = $3, email_normalised = $3 from appointments a
     where a.id = $1 and c.company_id = a.company_id and c.id = a.customer_id`,
    [booked.id, locale, email],
  );

  return { ...booked, email };
}

const CAUSES: readonly Cause[] = [
  {
    name: "mail-invitation",
    bring: async (locale) => {
      const { inviteUser, inviteSchema } = await services();
      const email = `${randomUUID().slice(0, 8)}@example.org`;
      const message = locale === "de" ? "Schön, dass Sie dabei sind!" : "Good to have you with us!";
      const input = inviteSchema.parse({ email, role: "admin", locale, message });
      await inviteUser(await asOwner(), input);

      return email;
    },
  },
  {
    name: "mail-password",
    bring: async (locale) => {
      const { requestPasswordReset, createVisitorContext } = await services();
      const { email } = await createAccount(locale);
      await requestPasswordReset(createVisitorContext(null), email);

      return email;
    },
  },
  {
    name: "mail-new-address",
    bring: async (locale) => {
      const { userId, email } = await createAccount(locale);
      await changeAddress(userId, `neu-${email}`);

      return `neu-${email}`;
    },
  },
  {
    name: "mail-address-changed",
    bring: async (locale) => {
      const { confirmEmailChange, emailChangeSecret, createVisitorContext } = await services();
      const { userId, email } = await createAccount(locale);
      const id = await changeAddress(userId, `neu-${email}`);
      await confirmEmailChange(createVisitorContext(null), `${id}.${emailChangeSecret(id)}`);

      return email;
    },
  },
  {
    name: "mail-moved",
    bring: async (locale) => {
      const booked = await bookedIn(locale);
      await moveSomewhere(booked);

      return booked.email;
    },
  },
  {
    name: "mail-cancelled",
    bring: async (locale) => {
      const { cancelAppointment, cancelSchema } = await services();
      const booked = await bookedIn(locale);
      const reason = locale === "de" ? "Lena ist krank." : "Lena is ill.";
      const input = { appointmentId: booked.id, version: 1, reason, category: "other" };
      await cancelAppointment(await asOwner(), cancelSchema.parse(input));

      return booked.email;
    },
  },
];

/** The next quarter of an hour that is free: which one does not matter. */
async function moveSomewhere({ id, staffId, startsAt }: Booked): Promise<void> {
  const { rescheduleAppointment, moveSchema } = await services();
  const ctx = await asOwner();
  for (let quarters = 1; quarters < 400; quarters += 1) {
    const at = new Date(startsAt.getTime() + quarters * 15 * 60_000).toISOString();
    const input = moveSchema.parse({ appointmentId: id, version: 1, startsAt: at, staffId });
    const isMoved = await rescheduleAppointment(ctx, input).then(
      () => true,
      () => false,
    );
    if (isMoved) return;
  }
  throw new Error("nothing is free");
}

async function changeAddress(userId: string, email: string): Promise<string> {
  const { requestEmailChange, createVisitorContext } = await services();
  const { DEMO_PASSWORD } = await import("../../prisma/demo");
  await requestEmailChange(createVisitorContext(userId), { currentPassword: DEMO_PASSWORD, email });
  const { id } = await row<{ id: string }>("select id from email_changes where user_id = $1", [
    userId,
  ]);

  return id;
}

async function drainAll(page: Page): Promise<void> {
  const headers = { authorization: `Bearer ${process.env["CRON_SECRET"] ?? ""}` };
  for (const kind of ["invitation", "appointment", "account"]) {
    await page.request.get(`/api/cron/process-${kind}-emails`, { headers });
  }
}

/** Each kind of mail as it arrives, brought about in the running portal. */
export function mailShots(locale: Locale): Shot[] {
  return CAUSES.map(({ name, bring }) => ({
    name,
    size: "narrow",
    open: async (page) => {
      const email = await bring(locale);
      await drainAll(page);
      const { id } = await row<{ id: string }>(
        "select id from mailbox_messages where recipient = $1 order by created_at desc limit 1",
        [email],
      );
      await page.goto(`/mailbox/${id}/html`);
    },
  }));
}
