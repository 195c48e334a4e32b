import { beforeEach, describe, expect, it } from "vitest";

import { cleanUpInvitations, retention } from "@/lib/jobs/cleanup-expired-invitations";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from user_invitations");
  await owner.query("delete from activity_log");
  salon = await createSalon();
});

const soon = () => new Date(Date.now() + 60_000);
const cleanUp = (isDryRun = false) => cleanUpInvitations({ isDryRun, deadline: soon() });
const counted = (change: Record<string, number>) => ({
  ...{ expired: 0, cancelledMails: 0, hidden: 0, deleted: 0, deletedMails: 0 },
  ...change,
});
const change = (id: string, sql: string) =>
  owner.query(`update user_invitations set ${sql} where id = $1`, [id]);
const find = async (id: string) =>
  (
    await stored(
      "select status, deleted_at is not null as hidden from user_invitations where id = $1",
      id,
    )
  )[0];

describe("cleanUpInvitations", () => {
  it("keeps what is configured: 30 days in sight, and 60 more out of sight", () => {
    expect(retention()).toEqual({ days: 30, hiddenDays: 60 });
  });

  it("closes what has run out, with its waiting mail, and leaves the rest alone", async () => {
    const [over, open] = [await invite(salon), await invite(salon)];
    await change(over.id, "expires_at = now() - interval '1 minute'");
    await expect(cleanUp()).resolves.toEqual(counted({ expired: 1, cancelledMails: 1 }));

    expect(await find(over.id)).toEqual({ status: "expired", hidden: false });
    expect(await find(open.id)).toEqual({ status: "pending", hidden: false });
    const mails = await stored(
      "select invitation_id, status, next_attempt_at is null as stopped from invitation_email_queue order by status",
    );
    expect(mails).toEqual([
      { invitation_id: over.id, status: "cancelled", stopped: true },
      { invitation_id: open.id, status: "pending", stopped: false },
    ]);
    await expect(cleanUp()).resolves.toEqual(counted({}));
  });

  it("hides what ran out more than 30 days ago, and deletes what was hidden 60 days before", async () => {
    const ages = {
      shown: "status = 'expired', expires_at = now() - interval '29 days'",
      hidden: "status = 'expired', expires_at = now() - interval '31 days'",
      kept: "status = 'expired', expires_at = now() - interval '90 days', deleted_at = now() - interval '59 days'",
      deleted:
        "status = 'expired', expires_at = now() - interval '92 days', deleted_at = now() - interval '61 days'",
      accepted:
        "status = 'accepted', accepted_at = now(), expires_at = now() - interval '400 days'",
    };
    const ids: Record<string, string> = {};
    for (const [name, sql] of Object.entries(ages)) {
      const { id } = await invite(salon);
      await change(id, sql);
      await owner.query(
        "update invitation_email_queue set status = 'sent', sent_at = now(), next_attempt_at = null where invitation_id = $1",
        [id],
      );
      ids[name] = id;
    }
    await expect(cleanUp()).resolves.toEqual(counted({ hidden: 1, deleted: 1 }));

    expect(await find(ids["shown"]!)).toEqual({ status: "expired", hidden: false });
    expect(await find(ids["hidden"]!)).toEqual({ status: "expired", hidden: true });
    expect(await find(ids["kept"]!)).toEqual({ status: "expired", hidden: true });
    expect(await find(ids["deleted"]!)).toBeUndefined();
    expect(await find(ids["accepted"]!)).toEqual({ status: "accepted", hidden: false });
    const mails = "select from invitation_email_queue where invitation_id = $1";
    expect(await stored(mails, ids["deleted"])).toEqual([]);
  });

  it("deletes mails that failed more than 30 days ago, whatever became of their invitation", async () => {
    const queue = async (age: string, status: string) => {
      const { id } = await invite(salon);
      await change(id, "status = 'accepted', accepted_at = now(), expires_at = now()");
      await owner.query(
        `update invitation_email_queue set status = $2, created_at = now() - $3::interval,
           next_attempt_at = null, sent_at = case when $2 = 'sent' then now() end
         where invitation_id = $1`,
        [id, status, age],
      );

      return id;
    };
    await queue("31 days", "failed");
    const young = await queue("29 days", "failed");
    const sent = await queue("400 days", "sent");
    await expect(cleanUp()).resolves.toEqual(counted({ deletedMails: 1 }));

    const left = await stored("select invitation_id from invitation_email_queue");
    expect(left.map(({ invitation_id }) => invitation_id).sort()).toEqual([young, sent].sort());
  });

  it("counts the same in a dry run, and changes nothing", async () => {
    const over = await invite(salon);
    const old = await invite(salon);
    await change(over.id, "expires_at = now()");
    await change(old.id, "status = 'expired', expires_at = now() - interval '31 days'");
    const sql = "select * from user_invitations order by id";
    const before = await stored(sql);
    const promised = await cleanUp(true);

    expect(await stored(sql)).toEqual(before);
    expect(await stored("select from activity_log where actor_kind = 'system'")).toEqual([]);
    expect(promised).toEqual(counted({ expired: 1, cancelledMails: 2, hidden: 1 }));
    await expect(cleanUp()).resolves.toEqual(promised);
  });

  it("works through every company, and writes into the log of those where it did something", async () => {
    const [second, idle] = [await createSalon(), await createSalon()];
    for (const company of [salon, second]) {
      await change((await invite(company)).id, "expires_at = now()");
    }
    await invite(idle);
    await expect(cleanUp()).resolves.toEqual(counted({ expired: 2, cancelledMails: 2 }));

    const log = await stored(
      "select company_id, actor_name, data from activity_log where event = 'expired_invitations_cleaned'",
    );
    expect(log.map(({ company_id }) => company_id).sort()).toEqual(
      [salon.companyId, second.companyId].sort(),
    );
    expect(log[0]).toMatchObject({
      actor_name: "cleanup-expired-invitations",
      data: { expired: 1, cancelledMails: 1 },
    });
  });

  it("stops at its deadline", async () => {
    await change((await invite(salon)).id, "expires_at = now()");

    await expect(cleanUpInvitations({ isDryRun: false, deadline: new Date(0) })).resolves.toEqual(
      counted({}),
    );
  });
});
