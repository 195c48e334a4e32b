import { beforeEach, describe, expect, it } from "vitest";

import { deliveryReportSchema } from "@/lib/delivery/schema";
import { applyDeliveryReport } from "@/lib/delivery/service/apply-delivery-report";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import { drain } from "@/lib/platform/queue/drain";
import { createContext } from "@/lib/tenancy/context";
import { createSalon, invite, stored } from "@/tests/support/salon";

const DAY_MS = 86_400_000;

let companyId: string;
let mailId: string;

beforeEach(async () => {
  const salon = await createSalon();
  ({ companyId } = salon);
  await invite(salon);
  await drain(INVITATION_MAILS, {
    companyId,
    transport: () => Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" }),
  });
  const sql = "select id from invitation_email_queue where company_id = $1";
  mailId = String((await stored(sql, companyId))[0]?.["id"]);
});

/** What is written down of a delivery that was reported now, and happened so many days away by the provider's clock. */
async function noted(days: number) {
  const now = new Date();
  const at = new Date(now.getTime() + days * DAY_MS);
  const report = deliveryReportSchema.parse({
    type: "email.delivered",
    created_at: at.toISOString(),
    data: {
      email_id: "re_1",
      tags: { queue: "invitation-emails", mail: mailId, company: companyId },
    },
  });
  const ctx = createContext(companyId, { kind: "system", name: "mail-provider" }, { now });
  await applyDeliveryReport(ctx, { id: crypto.randomUUID(), type: "email.delivered", report });
  const [row] = await stored(
    `select q.delivery_at, e.happened_at from invitation_email_queue q
     join mail_events e on e.company_id = q.company_id and e.mail_id = q.id
     where q.id = $1 and e.event = 'delivered'`,
    mailId,
  );

  return { now, at, row };
}

describe("when a mail arrived", () => {
  it("is what the provider says", async () => {
    const { at, row } = await noted(-3);

    expect(row).toEqual({ delivery_at: at, happened_at: at });
  });

  it.each([
    ["lies ahead", 1],
    ["lies more than a month back", -31],
  ])("is when we heard of it where their clock %s", async (_how, days) => {
    const { now, row } = await noted(days);

    expect(row).toEqual({ delivery_at: now, happened_at: now });
  });
});
