import { beforeEach, describe, expect, it } from "vitest";

import { getNavigationCounts } from "@/lib/dashboard/service/get-navigation-counts";
import { listMails } from "@/lib/notifications/service/list-mails";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
const byOwner = (of = salon) => as(of.companyId, of.owner);

async function queue(of: TestSalon, status: string, recipient: string): Promise<string> {
  const appointmentId = await createAppointment(of);
  const isPending = status === "pending";
  await owner.query(
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient,
       snapshot, status, attempts, next_attempt_at, sent_at, last_error)
     values ($1, $2, 'cancelled', 'customer', $3, '{}', $4, 1, $5, $6, $7)`,
    [
      ...[of.companyId, appointmentId, recipient, status],
      isPending ? "2027-03-01T08:05:00Z" : null,
      status === "sent" ? "2027-03-01T08:00:00Z" : null,
      status === "failed" ? "mailbox unavailable" : null,
    ],
  );

  return appointmentId;
}

beforeEach(async () => {
  salon = await createSalon();
});

describe("listMails", () => {
  it("shows what failed and what waits, and nothing that was sent", async () => {
    const failed = await queue(salon, "failed", "failed@example.org");

    expect(await listMails(byOwner())).toMatchObject([
      {
        kind: "cancelled",
        recipient: "failed@example.org",
        status: "failed",
        attempts: 1,
        nextAttemptAt: null,
        error: "mailbox unavailable",
        appointment: { id: failed },
      },
    ]);
  });

  it.each([
    ["pending", 1],
    ["sent", 0],
    ["cancelled", 0],
  ])("a %s mail is there %i times", async (status, times) => {
    await queue(salon, status, "anna@example.org");

    expect(await listMails(byOwner())).toHaveLength(times);
  });

  it("shows another company's mails to nobody else", async () => {
    await queue(await createSalon(), "failed", "other@example.org");

    expect(await listMails(byOwner())).toEqual([]);
    expect(await getNavigationCounts(byOwner())).toEqual({ openInvitations: 0, failedMails: 0 });
  });

  it.each(["manager", "staff"] as const)("refuses a %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });

    expect(() => listMails(as(salon.companyId, member))).toThrow(NotAllowed);
    expect(() => getNavigationCounts(as(salon.companyId, member))).toThrow(NotAllowed);
  });
});

describe("getNavigationCounts", () => {
  it("counts failed mails, not waiting ones", async () => {
    await queue(salon, "failed", "failed@example.org");

    expect(await getNavigationCounts(byOwner())).toEqual({ openInvitations: 0, failedMails: 1 });
  });
});
