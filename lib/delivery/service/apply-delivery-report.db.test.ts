import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";

import { requestPasswordReset } from "@/lib/accounts/service/password-reset";
import { deliveryReportSchema } from "@/lib/delivery/schema";
import { applyDeliveryReport } from "@/lib/delivery/service/apply-delivery-report";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import { drain } from "@/lib/platform/queue/drain";
import { createContext, createVisitorContext } from "@/lib/tenancy/context";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import { createAccount, createSalon, invite, stored } from "@/tests/support/salon";

type Told = { companyId: string | null; queue: string; mailId: string; change?: object };

const report = (type: string, { companyId, queue, mailId, change = {} }: Told) =>
  deliveryReportSchema.parse({
    type: `email.${type}`,
    created_at: new Date().toISOString(),
    data: {
      email_id: "re_1",
      tags: { queue, mail: mailId, ...(companyId !== null && { company: companyId }) },
      ...change,
    },
  });

const PERMANENT = {
  bounce: { type: "Permanent", subType: "General", message: "The domain does not exist." },
};
const PASSING = { bounce: { type: "Transient", message: "Mailbox full" } };

let companyId: string;
let mailId: string;

/** An invitation's mail that the provider has, or will say that it has. */
async function queueMail({ isSent = true } = {}): Promise<void> {
  const salon = await createSalon();
  ({ companyId } = salon);
  await invite(salon, { email: "Anna@example.org" });
  const accepted = { outcome: "accepted", providerMessageId: "re_1" } as const;
  if (isSent) {
    await drain(INVITATION_MAILS, { transport: () => Promise.resolve(accepted), companyId });
  }
  const [row] = await stored(
    "select id from invitation_email_queue where company_id = $1",
    companyId,
  );
  mailId = String(row?.["id"]);
}

beforeEach(() => queueMail());

const context = (company = companyId) =>
  createContext(company, { kind: "system", name: "mail-provider" });
const tell = (type: string, change?: object, id: string = crypto.randomUUID()) =>
  applyDeliveryReport(context(), {
    id,
    type: `email.${type}`,
    report: report(type, {
      ...{ companyId, queue: "invitation-emails", mailId },
      ...(change !== undefined && { change }),
    }),
  });
const row = async () =>
  (
    await stored(
      `select status, attempts, delivery_state, delivery_detail, provider_message_id,
         next_attempt_at, locked_by from invitation_email_queue where id = $1`,
      mailId,
    )
  )[0];
const events = async () =>
  (
    await stored(
      `select event from activity_log where company_id = $1 and actor_name = 'mail-provider'
       order by created_at, id`,
      companyId,
    )
  ).map(({ event }) => event);
const suppressions = () =>
  stored(
    `select email_normalised, reason, detail from mail_suppressions
     where company_id = $1 and lifted_at is null`,
    companyId,
  );

describe("a report about a mail", () => {
  it("shows that it arrived, in its row, its history and the log", async () => {
    await expect(tell("delivered")).resolves.toBe("applied");

    expect(await row()).toMatchObject({ status: "sent", attempts: 1, delivery_state: "delivered" });
    expect(await events()).toEqual(["invitation_delivered"]);
    expect(await stored("select event from mail_events where mail_id = $1", mailId)).toEqual([
      { event: "delivered" },
    ]);
  });

  it("that it came back, says why, and leaves the address alone from then on", async () => {
    await expect(tell("bounced", PERMANENT)).resolves.toBe("applied");

    expect(await row()).toMatchObject({
      delivery_state: "bounced",
      delivery_detail: "The domain does not exist.",
    });
    expect(await suppressions()).toEqual([
      {
        email_normalised: "anna@example.org",
        reason: "bounced",
        detail: "The domain does not exist.",
      },
    ]);
    expect(await events()).toEqual(["invitation_bounced", "mail_address_suppressed"]);
  });

  it("does not suppress an address because its mailbox was full that day", async () => {
    await tell("bounced", PASSING);

    expect(await row()).toMatchObject({ delivery_state: "bounced" });
    expect(await suppressions()).toEqual([]);
  });

  it("keeps a lifted address free from reports of before, and takes in new ones", async () => {
    await tell("bounced", PERMANENT);
    const [member] = await stored("select id from memberships where company_id = $1", companyId);
    await owner.query(
      "update mail_suppressions set lifted_at = now() + interval '1 hour', lifted_by = $2 where company_id = $1",
      [companyId, member?.["id"]],
    );
    await tell("complained");
    expect(await suppressions()).toEqual([]);

    await owner.query(
      "update mail_suppressions set lifted_at = now() - interval '1 hour' where company_id = $1",
      [companyId],
    );
    await tell("complained");
    expect(await suppressions()).toMatchObject([{ reason: "complained" }]);
  });

  it("tells us that a mail was accepted when our own note of it is missing", async () => {
    await queueMail({ isSent: false });
    await owner.query(
      "update invitation_email_queue set locked_by = 'dead', locked_until = now() + interval '1 minute' where id = $1",
      [mailId],
    );
    await expect(tell("delivered")).resolves.toBe("applied");

    expect(await row()).toEqual({
      ...{ status: "sent", attempts: 1, delivery_state: "delivered", delivery_detail: null },
      ...{ provider_message_id: "re_1", next_attempt_at: null, locked_by: null },
    });
    expect(await events()).toEqual(["invitation_sent", "invitation_delivered"]);
  });

  it("makes a failed mail a sent one when it had been accepted after all", async () => {
    await queueMail({ isSent: false });
    await owner.query(
      "update invitation_email_queue set status = 'failed', attempts = 3, next_attempt_at = null where id = $1",
      [mailId],
    );
    await tell("sent");

    expect(await row()).toMatchObject({ status: "sent", attempts: 3, delivery_state: null });
  });
});

describe("the same message again", () => {
  it("changes nothing, and ten at once are one", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => tell("bounced", PERMANENT, "msg_1")),
    );

    expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(9);
    expect(await stored("select from mail_events where mail_id = $1", mailId)).toHaveLength(1);
    await owner.query("delete from mail_webhook_events where id = 'msg_1'");
  });

  it("is known although the first was about nothing of ours", async () => {
    const message = { id: "msg_2", type: "email.opened", report: null };
    const visitor = createVisitorContext(null);

    await expect(applyDeliveryReport(visitor, message)).resolves.toBe("ignored");
    await expect(applyDeliveryReport(visitor, message)).resolves.toBe("duplicate");
    const known = "select type, outcome from mail_webhook_events where id = 'msg_2'";
    expect(await stored(known)).toEqual([{ type: "email.opened", outcome: "ignored" }]);
  });
});

describe("reports in any order", () => {
  const FINAL = ["bounced", "failed", "suppressed"];

  it("and as often as you like end in the same state", async () => {
    const anyReports = fc.record({
      kinds: fc
        .uniqueArray(
          fc.constantFrom("sent", "delivery_delayed", "delivered", "complained", "bounced"),
          {
            minLength: 1,
          },
        )
        .chain((kinds) =>
          fc.tuple(
            fc.constant(kinds),
            fc.shuffledSubarray([...kinds, ...kinds], {
              minLength: kinds.length,
            }),
          ),
        ),
      isSent: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyReports, async ({ kinds: [kinds, more], isSent }) => {
        const end = async (order: readonly string[]) => {
          await queueMail({ isSent });
          for (const kind of order) await tell(kind, kind === "bounced" ? PERMANENT : undefined);
          const { locked_by: _, ...state } = (await row())!;

          return { ...state, suppressed: (await suppressions()).map(({ reason }) => reason) };
        };

        expect(await end([...more, ...kinds])).toEqual(await end(kinds));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it.each(FINAL)("never lead away from %s", async (kind) => {
    await tell(kind);
    for (const later of ["sent", "delivery_delayed", "delivered", "complained"]) {
      await expect(tell(later)).resolves.toBe("outdated");
    }

    expect(await row()).toMatchObject({ delivery_state: kind });
  });

  it("at the same moment are applied one after the other", async () => {
    const outcomes = await behindLock(
      { table: "invitation_email_queue", id: mailId, waiting: 2 },
      () => Promise.all([tell("delivered"), tell("bounced", PERMANENT)]),
    );

    expect(outcomes).toContain("applied");
    expect(await row()).toMatchObject({ delivery_state: "bounced" });
  });
});

describe("a report that is about no mail of the company it names", () => {
  it.each(["another company's mail", "no mail", "another message of the provider"])(
    "is unknown, and changes nothing: %s",
    async (what) => {
      const other = await createSalon();
      const told = {
        companyId: what === "another company's mail" ? other.companyId : companyId,
        queue: "invitation-emails",
        mailId: what === "no mail" ? crypto.randomUUID() : mailId,
        change: what === "another message of the provider" ? { email_id: "re_2" } : PERMANENT,
      };
      const message = { id: crypto.randomUUID(), type: "x", report: report("bounced", told) };

      await expect(applyDeliveryReport(context(told.companyId), message)).resolves.toBe(
        "unknown-mail",
      );
      expect(await row()).toMatchObject({ delivery_state: null });
      expect(
        await stored("select from mail_suppressions where company_id = $1", other.companyId),
      ).toEqual([]);
      expect(await suppressions()).toEqual([]);
    },
  );
});

describe("a report about an account's mail", () => {
  it("belongs to no company", async () => {
    const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    await createAccount(email, "ein langes Passwort");
    await requestPasswordReset(createVisitorContext(null), email);
    const [mail] = await stored(
      "select id from account_email_queue order by created_at desc, id desc limit 1",
    );
    const told = { companyId: null, queue: "account-emails", mailId: String(mail?.["id"]) };
    const message = { id: crypto.randomUUID(), type: "x", report: report("delivered", told) };

    await expect(applyDeliveryReport(createVisitorContext(null), message)).resolves.toBe("applied");
    await expect(
      applyDeliveryReport(context(), { ...message, id: crypto.randomUUID() }),
    ).resolves.toBe("unknown-mail");
    const state = "select status, delivery_state from account_email_queue where id = $1";
    expect(await stored(state, mail?.["id"])).toEqual([
      { status: "sent", delivery_state: "delivered" },
    ]);
  });
});
