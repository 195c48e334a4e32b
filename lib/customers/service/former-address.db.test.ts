import { describe, expect, it } from "vitest";

import { LinkExpired } from "@/lib/appointments/errors";
import { openVisitedAppointment } from "@/lib/appointments/service/manage-link";
import { AccessLinkExpired } from "@/lib/customer-access/errors";
import { accessSecret, askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { openVisit } from "@/lib/customer-access/service/visit";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { FORMER, inDays, NEXT, salonOfMarlene } from "@/tests/support/changed-address";
import { owner } from "@/tests/support/database";
import { createAppointment, stored } from "@/tests/support/salon";

const here = salonOfMarlene();
const { ctx, visitor, save, open, mails } = here;

describe("a former address", () => {
  it("ends the former one's visits and access links, also for when it comes back", async () => {
    const appointmentId = await createAppointment(here.salon);
    const ask = async () => {
      await askForAccess(visitor(), FORMER);
      const [link] = await stored(
        "select id from customer_access_links where company_id = $1 order by id desc limit 1",
        here.salon.companyId,
      );
      const linkId = String(link?.["id"]);

      return `${linkId}.${accessSecret(here.salon.companyId, linkId)}`;
    };
    const secret = await openVisit(visitor(), await ask());
    const unused = await ask();
    await expect(
      openVisitedAppointment(visitor(), { appointmentId, secret }),
    ).resolves.toBeDefined();
    await save(NEXT);
    await save(FORMER, undefined, { version: "2" });

    await expect(openVisitedAppointment(visitor(), { appointmentId, secret })).rejects.toThrow(
      LinkExpired,
    );
    await expect(openVisit(visitor(), unused)).rejects.toThrow(AccessLinkExpired);
  });

  it("leaves links alone where it only is written in another way, or a link is withdrawn", async () => {
    const id = await createAppointment(here.salon);
    await save("MARLENE@example.org");
    await expect(open(id, 1)).resolves.toBeDefined();
    await owner.query("update appointments set link_hash = null where id = $1", [id]);
    await save(NEXT, undefined, { version: "2" });

    await expect(open(id, 2)).rejects.toThrow(LinkExpired);
    expect(await mails("pending")).toEqual([]);
  });

  it("of an entry that goes into another one leads to nothing either, and a shared one does", async () => {
    const { companyId, customerId } = here.salon;
    const merged = async (email: string, version: number) => {
      const { rows } = await owner.query<{ id: string }>(
        `insert into customers (company_id, name, email, email_normalised)
         values ($1, 'M. Fischer', $2, $2) returning id`,
        [companyId, email],
      );
      const otherId = rows[0]!.id;
      const id = await createAppointment(here.salon, {
        startsAt: inDays(20 + version),
        customerId: otherId,
      });
      await mergeCustomers(ctx(), { customerId, version, otherId, otherVersion: 1 });

      return id;
    };
    const mistyped = await merged("marlen@example.org", 1);
    const twice = await merged(FORMER, 2);

    await expect(open(mistyped, 1)).rejects.toThrow(LinkExpired);
    expect(await mails("pending")).toMatchObject([{ id: mistyped, recipient: FORMER }]);
    await expect(open(twice, 1)).resolves.toBeDefined();
  });
});
