import { describe, expect, it } from "vitest";

import { canBeMailed } from "@/lib/delivery/service/can-be-mailed";
import { liftSuppression, listSuppressions } from "@/lib/delivery/service/suppressions";
import { owner } from "@/tests/support/database";
import { as, createSalon, VISITOR } from "@/tests/support/salon";

describe("whether an address can be mailed", () => {
  it("is no where there is none, or mails came back to this company, until somebody lifts that", async () => {
    const salon = await createSalon();
    const elsewhere = await createSalon();
    const can = (companyId: string, email: string | null) =>
      canBeMailed(as(companyId, VISITOR), email);
    await owner.query(
      "insert into mail_suppressions (company_id, email_normalised, reason) values ($1, 'nora@example.org', 'bounced')",
      [salon.companyId],
    );

    expect(await can(salon.companyId, null)).toBe(false);
    expect(await can(salon.companyId, "Nora@Example.org")).toBe(false);
    expect(await can(elsewhere.companyId, "nora@example.org")).toBe(true);
    const [suppression] = await listSuppressions(as(salon.companyId, salon.owner));
    await liftSuppression(as(salon.companyId, salon.owner), suppression!.id);
    expect(await can(salon.companyId, "nora@example.org")).toBe(true);
  });
});
