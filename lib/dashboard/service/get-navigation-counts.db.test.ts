import { beforeEach, describe, expect, it } from "vitest";

import { getNavigationCounts } from "@/lib/dashboard/service/get-navigation-counts";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, invite, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
  for (let count = 0; count < 3; count += 1) await invite(salon);
});

const set = (sql: string) =>
  owner.query(
    `update invitation_email_queue set ${sql} where id =
       (select id from invitation_email_queue where company_id = $1 and status = 'pending' limit 1)`,
    [salon.companyId],
  );

describe("getNavigationCounts", () => {
  it("counts open invitations, and mails that did not arrive", async () => {
    await set("status = 'failed', next_attempt_at = null");
    await set(
      "status = 'sent', sent_at = now(), next_attempt_at = null, delivery_state = 'bounced', delivery_at = now()",
    );
    await invite(await createSalon());
    const { id } = await invite(salon);
    await owner.query("update user_invitations set expires_at = now() where id = $1", [id]);

    expect(await getNavigationCounts(as(salon.companyId, salon.owner))).toEqual({
      openInvitations: 3,
      failedMails: 2,
    });
  });

  it.each(["manager", "staff"] as const)("refuses a %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });

    expect(() => getNavigationCounts(as(salon.companyId, member))).toThrow(NotAllowed);
  });
});
