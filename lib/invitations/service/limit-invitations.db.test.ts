import { beforeEach, describe, expect, it } from "vitest";

import { InvitationsUsedUp } from "@/lib/invitations/errors";
import { inviteManySchema } from "@/lib/invitations/schema";
import { inviteMany } from "@/lib/invitations/service/invite-many";
import { resendInvitation } from "@/lib/invitations/service/renew-invitation";
import { owner } from "@/tests/support/database";
import { as, createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const byOwner = () => as(salon.companyId, salon.owner);
const haveSent = (count: number) =>
  owner.query(
    `insert into rate_limits (key, points, expire) values ($1, $2, now() + interval '90 minutes')
     on conflict (key) do update set points = excluded.points`,
    [`invitations:${salon.companyId}`, count],
  );

describe("the invitations of a company in a day", () => {
  it("are five hundred, and whoever is refused hears when it goes on", async () => {
    await haveSent(499);
    await invite(salon);
    const refused = invite(salon);

    await expect(refused).rejects.toThrow(InvitationsUsedUp);
    await expect(refused).rejects.toMatchObject({ params: { max: 500, hours: 2 } });
  });

  it("count those that are sent again, whose old link then stays alive", async () => {
    const { id } = await invite(salon);
    await haveSent(500);
    const seen = { invitationId: id, generation: 1, state: "pending" as const };

    await expect(resendInvitation(byOwner(), seen)).rejects.toThrow(InvitationsUsedUp);
    expect(
      await stored("select token_generation as generation from user_invitations where id = $1", id),
    ).toEqual([{ generation: 1 }]);
  });

  it("are told by row, and those before are invited", async () => {
    await haveSent(498);
    const addresses = "a@example.org, b@example.org, c@example.org, d@example.org";
    const { rows } = await inviteMany(
      byOwner(),
      inviteManySchema.parse({ addresses, role: "staff" }),
    );
    const usedUp = { field: "email", code: "invitations-used-up" };

    expect(rows.map(({ problem }) => problem)).toEqual([null, null, usedUp, usedUp]);
  });

  it("are nobody else's", async () => {
    await haveSent(500);

    await expect(invite(await createSalon())).resolves.toBeDefined();
  });
});
