import { beforeEach, describe, expect, it } from "vitest";

import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { viewInvitation } from "@/lib/invitations/service/find-invitation";
import { owner } from "@/tests/support/database";
import {
  as,
  createAccount,
  createSalon,
  invite,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const company = { slug: "salon", name: "Salon", accentColour: "#6b3a6e" };
const view = (token: string, companyId = salon.companyId) =>
  viewInvitation(as(companyId, VISITOR), { token, company });

describe("viewInvitation", () => {
  it("shows who invites to what, in whose language, and whether there is an account", async () => {
    const { token, email } = await invite(salon, {
      role: "manager",
      branchId: salon.branchId,
      message: "Bis bald!",
      locale: "en",
    });

    const shown = await view(token);
    expect(shown).toMatchObject({
      state: "open",
      company,
      details: {
        email,
        role: "manager",
        branch: "Berlin",
        inviter: "Jana Richter",
        message: "Bis bald!",
        locale: "en",
        hasAccount: false,
      },
    });
    await createAccount(email, "ein langes Passwort");
    await expect(view(token)).resolves.toHaveProperty("details.hasAccount", true);
  });

  it("changes nothing, however often it is opened", async () => {
    const { id, token } = await invite(salon);
    const before = await stored("select * from user_invitations where id = $1", id);
    await Promise.all([view(token), view(token), view(token)]);

    expect(await stored("select * from user_invitations where id = $1", id)).toEqual(before);
    await expect(view(token)).resolves.toHaveProperty("state", "open");
  });

  it.each([
    ["expired", "expires_at = now()"],
    ["expired", "status = 'expired'"],
    ["revoked", "status = 'revoked', revoked_at = now()"],
  ])("says that it is %s (%s), and still to whom it was sent", async (state, sql) => {
    const { id, token, email } = await invite(salon);
    await owner.query(`update user_invitations set ${sql} where id = $1`, [id]);

    await expect(view(token)).resolves.toMatchObject({ state, details: { email } });
  });

  it("says that it was accepted", async () => {
    const { token } = await invite(salon);
    await acceptInvitation(as(salon.companyId, VISITOR), {
      token,
      as: "new",
      name: "Anna Berg",
      password: "ein langes Passwort",
    });

    await expect(view(token)).resolves.toHaveProperty("state", "accepted");
  });

  it("shows nothing to whoever does not hold the secret", async () => {
    const elsewhere = await createSalon();
    const { id, token } = await invite(salon);
    const unknown = { state: "unknown", company, details: null };

    await expect(view(id)).resolves.toEqual(unknown);
    await expect(view(`${id}.${"A".repeat(43)}`)).resolves.toEqual(unknown);
    await expect(view(`${token}A`)).resolves.toEqual(unknown);
    await expect(view("")).resolves.toEqual(unknown);
    await expect(view(token, elsewhere.companyId)).resolves.toEqual(unknown);
  });
});
