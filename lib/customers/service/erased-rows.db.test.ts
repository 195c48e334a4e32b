import { describe, expect, it } from "vitest";

import type { AppointmentImport } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport, startImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { owner } from "@/tests/support/database";
import { APPOINTMENTS, PEOPLE, salonOfOttilie } from "@/tests/support/forgotten-customer";
import { NOW, stored } from "@/tests/support/salon";

const here = salonOfOttilie();
const { added, ctx, erase, review, webhook } = here;

describe("whoever is forgotten", () => {
  it("is not written in again by a file that was read before", async () => {
    const people = await startImport(ctx(), { text: PEOPLE, fileName: "leute.csv" });
    const file = { text: APPOINTMENTS, fileName: "termine.csv" };
    const appointments = await startAppointmentImport(ctx(), file);
    await erase();
    await applyImport(ctx(), people);
    await applyImport(ctx(), appointments);

    const names = "select name from customers where import_id = any ($1) order by name";
    expect(await stored(names, [people, appointments])).toEqual([{ name: "Nora Neumann" }]);
    const { entries } = (await getImport(ctx(), appointments)) as AppointmentImport;
    expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", "staff-not-found", null]);
  });

  it("takes nobody along who only shares an address or a name", async () => {
    await added("Otto Vergessmeinnicht", "ottilie@example.org", null);
    const text = [
      "Name;E-Mail;Telefon;Notizen",
      "Otto Vergessmeinnicht;ottilie@example.org;;Bleibt eins",
      "Ottilie Vergessmeinnicht;ottilie@example.org;;Geht",
      "Ottilie Vergessmeinnicht;andere@example.org;;Bleibt zwei",
    ].join("\n");
    const id = await startImport(ctx(), { text, fileName: "leute.csv" });
    await review({
      title: "Schnitt",
      attendee: "Otto Vergessmeinnicht",
      email: "ottilie@example.org",
    });
    await erase();

    expect((await getImport(ctx(), id)).entries.map(({ notes }) => notes)).toEqual([
      "Bleibt eins",
      "",
      "Bleibt zwei",
    ]);
    const [kept] = await stored(
      "select details from calcom_reviews where company_id = $1",
      here.salon.companyId,
    );
    expect(kept).toMatchObject({ details: { attendee: "Otto Vergessmeinnicht" } });
  });

  it("keeps what a message of the calendar hints at, and does not take it a second time", async () => {
    await webhook('{"email": "ottilie@example.org"}', "uid-1");
    await webhook('{"email": "nora@example.org"}', "uid-2");
    await erase();

    expect(
      await stored(
        `select body, booking_uid, status, body_hash = sha256(convert_to($2, 'UTF8')) as "isKnown"
         from calcom_webhooks where company_id = $1 order by booking_uid`,
        here.salon.companyId,
        '{"email": "ottilie@example.org"}',
      ),
    ).toEqual([
      { body: "", booking_uid: "uid-1", status: "received", isKnown: true },
      {
        ...{ booking_uid: "uid-2", status: "received", isKnown: false },
        body: '{"email": "nora@example.org"}',
      },
    ]);
  });

  it("is left out of an import that goes on, and keeps it from nothing else", async () => {
    const file = { text: APPOINTMENTS, fileName: "termine.csv" };
    const id = await startAppointmentImport(ctx(), file);
    await owner.query(
      `update imports set status = 'applied', applied_at = $3, entries = (
         select jsonb_agg(e || jsonb_build_object('customerId', $2::text)) from jsonb_array_elements(entries) e)
       where id = $1`,
      [id, here.salon.customerId, NOW],
    );
    await erase();
    await owner.query(
      `update imports set entries = jsonb_set(jsonb_set(entries, '{0,customerId}', to_jsonb($2::text)),
         '{0,problem}', 'null') where id = $1`,
      [id, here.customerId],
    );
    await applyImport(ctx(), id);

    const { entries } = (await getImport(ctx(), id)) as AppointmentImport;
    expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", "staff-not-found", null]);
    expect(await stored("select customer_id from appointments where import_id = $1", id)).toEqual([
      { customer_id: here.salon.customerId },
    ]);
  });
});
