import { beforeEach, describe, expect, it } from "vitest";

import {
  AlreadyMember,
  InvitationExpired,
  InvitationRevoked,
  InvitationUnknown,
  InvitationUsed,
  InviterGone,
  StaffTaken,
  WrongPassword,
} from "@/lib/invitations/errors";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { createContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAccount,
  createSalon,
  invite,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

const PASSWORD = "ein langes Passwort";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from rate_limits");
  salon = await createSalon();
});

const accept = (token: string, companyId = salon.companyId, password = PASSWORD) =>
  acceptInvitation(as(companyId, VISITOR), { token, as: "new", name: "Anna Berg", password });
const acceptAs = (token: string, password: string) =>
  acceptInvitation(as(salon.companyId, VISITOR), { token, as: "existing", name: "", password });
const change = (sql: string, id: string) =>
  owner.query(`update user_invitations set ${sql} where id = $1`, [id]);

describe("a link that is no longer open", () => {
  it.each([
    ["has run out", "expires_at = now()", InvitationExpired],
    ["was swept as expired", "status = 'expired'", InvitationExpired],
    ["was withdrawn", "status = 'revoked', revoked_at = now()", InvitationRevoked],
    ["was accepted", "status = 'accepted', accepted_at = now()", InvitationUsed],
    ["has a newer generation", "token_generation = 2, token_hash = ''", InvitationUnknown],
    ["was deleted", "deleted_at = now()", InvitationUnknown],
  ])("makes nobody a member when it %s", async (_why, sql, error) => {
    const { id, token, email } = await invite(salon);
    await change(sql, id);

    await expect(accept(token)).rejects.toThrow(error);
    expect(await stored("select from users where email_normalised = $1", email)).toEqual([]);
  });

  it("works once", async () => {
    const { token } = await invite(salon);
    await accept(token);

    await expect(accept(token)).rejects.toThrow(InvitationUsed);
  });
});

describe("a link that we do not know", () => {
  it("is one with another secret, another company's, or no link at all", async () => {
    const elsewhere = await createSalon();
    const mine = await invite(salon);
    const theirs = await invite(salon);
    const [id, secret = ""] = mine.token.split(".");
    const forged = `${secret.startsWith("A") ? "B" : "A"}${secret.slice(1)}`;

    for (const token of [
      `${String(id)}.${forged}`,
      `${String(id)}.${String(theirs.token.split(".")[1])}`,
      String(id),
      "",
      ".",
      `${crypto.randomUUID()}.${secret}`,
      `' or true --.${secret}`,
      "x".repeat(100_000),
    ]) {
      await expect(accept(token)).rejects.toThrow(InvitationUnknown);
    }
    await expect(accept(mine.token, elsewhere.companyId)).rejects.toThrow(InvitationUnknown);
    await expect(accept(mine.token)).resolves.toHaveProperty("name", "Anna Berg");
  });
});

describe("an inviter who can no longer grant the role", () => {
  it.each([
    ["left", "deactivated_at = now()"],
    ["became a manager", "role = 'manager'"],
    ["became staff", "role = 'staff'"],
  ])("makes the invitation worthless: %s", async (_how, sql) => {
    const admin = await addMember(salon.companyId, "admin", { branchId: salon.branchId });
    const { token } = await invite(salon, { role: "admin" }, admin);
    await owner.query(`update memberships set ${sql} where id = $1`, [admin.membershipId]);

    await expect(accept(token)).rejects.toThrow(InviterGone);
  });

  it("is noticed when it happens while the invitation is being accepted", async () => {
    const admin = await addMember(salon.companyId, "admin", { branchId: salon.branchId });
    const { id, token, email } = await invite(salon, {}, admin);
    const outcome = await behindLock(
      { table: "user_invitations", id, waiting: 1 },
      () => accept(token).catch((error: unknown) => error),
      `update memberships set role = 'staff' where id = '${admin.membershipId}'`,
    );

    expect(outcome).toBeInstanceOf(InviterGone);
    expect(await stored("select status from user_invitations where id = $1", id)).toEqual([
      { status: "pending" },
    ]);
    expect(await stored("select from users where email_normalised = $1", email)).toEqual([]);
  });
});

describe("what the invited person cannot get around", () => {
  it("is being a member already", async () => {
    const { token, email } = await invite(salon);
    const userId = await createAccount(email, PASSWORD);
    await owner.query(
      "insert into memberships (company_id, user_id, role) values ($1, $2, 'admin')",
      [salon.companyId, userId],
    );

    await expect(acceptAs(token, PASSWORD)).rejects.toThrow(AlreadyMember);
    expect(await stored("select role from memberships where user_id = $1", userId)).toEqual([
      { role: "admin" },
    ]);
  });

  it("is a staff member who has got an account since, and then nothing is left behind", async () => {
    const { id, token, email } = await invite(salon, { staffId: salon.staffIds[0] });
    await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });

    await expect(accept(token)).rejects.toThrow(StaffTaken);
    expect(await stored("select from users where email_normalised = $1", email)).toEqual([]);
    expect(await stored("select status from user_invitations where id = $1", id)).toEqual([
      { status: "pending" },
    ]);
  });

  it("is that an existing account needs to exist, and to have a password", async () => {
    const { token, email } = await invite(salon);
    await expect(acceptAs(token, PASSWORD)).rejects.toThrow(WrongPassword);

    await addMember((await createSalon()).companyId, "owner", { email });
    await expect(acceptAs(token, PASSWORD)).rejects.toThrow(WrongPassword);
    await expect(accept(token)).rejects.toThrow(WrongPassword);
  });

  it("is guessing a password, also not by writing the link's id in other letters", async () => {
    const { token, email } = await invite(salon);
    await createAccount(email, PASSWORD);
    for (let tries = 1; tries <= 10; tries += 1) {
      await expect(acceptAs(token, `geraten ${tries}`)).rejects.toThrow(WrongPassword);
    }

    const refused = acceptAs(token, PASSWORD);
    await expect(refused).rejects.toThrow(TooManyAttempts);
    await expect(refused).rejects.toMatchObject({ params: { minutes: 15 } });
    const shouted = `${token.slice(0, 36).toUpperCase()}${token.slice(36)}`;
    await expect(acceptAs(shouted, PASSWORD)).rejects.toThrow(TooManyAttempts);
  });

  it("is guessing on with other invitations from the same network, while others come in", async () => {
    const guesser = (host: number) =>
      createContext(salon.companyId, VISITOR, {
        origin: { ip: `2001:db8:17::${host}`, userAgent: null, requestId: "req-1" },
      });
    const guess = async (host: number, password: string) => {
      const { token, email } = await invite(salon);
      await createAccount(email, PASSWORD);

      return acceptInvitation(guesser(host), { token, as: "existing", name: "", password });
    };
    await expect(guess(1, "geraten")).rejects.toThrow(WrongPassword);
    await owner.query("update rate_limits set points = 60 where key like 'accept-client%'");

    await expect(guess(2, PASSWORD)).rejects.toThrow(TooManyAttempts);
    const { token } = await invite(salon);
    await expect(accept(token)).resolves.toBeDefined();
  });
});
