import { expect, it } from "vitest";

import { deliveryReportSchema } from "@/lib/delivery/schema";

it("what a provider says of a mail is cut to what can be stored, with no half of a sign at its end", () => {
  const id = "019ad3c0-0000-7000-8000-000000000000";
  const report = deliveryReportSchema.parse({
    type: "email.bounced",
    data: {
      email_id: "re_1",
      tags: { queue: "invitation-emails", mail: id },
      bounce: { type: "Permanent", message: `\0${"x".repeat(499)}💥 and more` },
    },
  });

  expect(report.detail).toBe(`${"x".repeat(499)}\uFFFD`);
});
