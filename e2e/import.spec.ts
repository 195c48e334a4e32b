import { expect, test } from "@playwright/test";

import { expectAccessible, OWNER, signInAs, sql, STAFF } from "./support/portal";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("customers are brought along from a table, looked at first, and taken back", async ({
      page,
    }) => {
      const mark = crypto.randomUUID().slice(0, 8);
      // Windows-1252, as spreadsheets write it: ö is one byte.
      const text = `Vorname;Nachname;E-Mail\r\nZoe;K\u00f6hler ${mark};${mark}@example.org\r\nBert;Ohne;keine-adresse\r\n`;
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings/import");
      await page.getByLabel("Tabelle als CSV-Datei", { exact: true }).setInputFiles({
        name: `kundschaft-${mark}.csv`,
        mimeType: "text/csv",
        buffer: Buffer.from(text, "latin1"),
      });
      await page.getByRole("button", { name: "Datei ansehen" }).first().click();

      await expect(page.getByText("1 Zeile geht so nicht")).toBeVisible();
      await expect(page.getByRole("row", { name: /Bert Ohne/ })).toContainText("E-Mail-Adresse");
      await page.getByRole("button", { name: "1 Zeile übernehmen" }).click();
      await expect(page.getByText("1 Person kam neu dazu")).toBeVisible();
      const stored = () =>
        sql("select name from customers where email_normalised = $1", [`${mark}@example.org`]);
      expect(await stored()).toEqual([{ name: `Zoe Köhler ${mark}` }]);

      await page.getByRole("button", { name: "Zurücknehmen" }).click();
      await expect(page.getByText("Niemand aus dieser Datei ist geblieben.")).toBeVisible();
      expect(await stored()).toEqual([]);
    });
  });
}

for (const [javaScriptEnabled, year] of [
  [true, "2018"],
  [false, "2019"],
] as const) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("appointments are brought along from a calendar, and taken back but for what was touched", async ({
      page,
    }) => {
      const mark = crypto.randomUUID().slice(0, 8);
      const [service] = await sql<{ name: string }>(
        `select s.name from services s join staff_services v on v.service_id = s.id
         join staff st on st.id = v.staff_id where st.name = 'Lena Hofmann' order by s.name limit 1`,
      );
      const event = (uid: string, ...lines: string[]) =>
        ["BEGIN:VEVENT", `UID:${uid}`, `SUMMARY:${service!.name}`, ...lines, "END:VEVENT"].join(
          "\r\n",
        );
      const text = [
        "BEGIN:VCALENDAR",
        event(
          "1",
          `DTSTART:${year}0304T090000`,
          `ATTENDEE;CN=Anna ${mark}:mailto:${mark}@example.org`,
        ),
        event(
          "2",
          `DTSTART:${year}0305T090000`,
          `ATTENDEE;CN=Anna ${mark}:mailto:${mark}@example.org`,
        ),
        event("3", `DTSTART;VALUE=DATE:${year}0306`, `ATTENDEE:mailto:${mark}@example.org`),
        "END:VCALENDAR",
      ].join("\r\n");
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings/import");
      await page
        .getByLabel("Bei wem, wenn niemand dabeisteht")
        .selectOption({ label: "Lena Hofmann" });
      await page.getByLabel(/oder Kalender als ICS-Datei/).setInputFiles({
        name: `kalender-${mark}.ics`,
        mimeType: "text/calendar",
        buffer: Buffer.from(text),
      });
      await page.getByRole("button", { name: "Datei ansehen" }).last().click();

      await expect(page.getByText("1 Zeile geht so nicht")).toBeVisible();
      await expect(page.getByText("Ganztägige Einträge sind keine Termine.")).toBeVisible();
      await page.getByRole("button", { name: "2 Zeilen übernehmen" }).click();
      await expect(page.getByText("2 Termine kamen neu dazu")).toBeVisible();
      const written = () =>
        sql(
          `select a.status from appointments a join customers c on c.id = a.customer_id
           where c.email_normalised = $1`,
          [`${mark}@example.org`],
        );
      expect(await written()).toEqual([{ status: "completed" }, { status: "completed" }]);

      await sql(
        `insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
         select a.company_id, a.id, 'notes_changed', 'system', 'Test' from appointments a
         join customers c on c.id = a.customer_id
         where c.email_normalised = $1 and a.starts_at < $2::date`,
        [`${mark}@example.org`, `${year}-03-05`],
      );
      await page.reload();
      await expect(page.getByRole("heading", { name: /Das bliebe/ })).toBeVisible();
      await page.getByRole("button", { name: "Zurücknehmen" }).click();
      await expect(page.getByText("1 Termin ist geblieben.")).toBeVisible();
      await expect(page.getByText("Jemand hat etwas dazu eingetragen.")).toBeVisible();
      await expect(page.getByRole("link", { name: new RegExp(`^Anna ${mark}, `) })).toBeVisible();
      expect(await written()).toHaveLength(1);
    });
  });
}

test("what cannot be read is said at the field, on a phone as well, and staff do not import", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/settings/import");
  const upload = async (buffer: Buffer) => {
    await page
      .getByLabel("Tabelle als CSV-Datei", { exact: true })
      .setInputFiles({ name: "tabelle.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Datei ansehen" }).first().click();
  };
  await upload(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  await expect(page.getByText(/kein lesbarer Text/)).toBeVisible();
  await upload(Buffer.from("Farbe;Größe\nrot;1"));
  await expect(page.getByText(/fehlt eine Spalte mit Namen/)).toBeVisible();
  await expectAccessible(page);
  await upload(Buffer.from("Name,Email\nAnn Hill,ann@example.org\nBob,nope"));
  await expect(page.getByText("1 Zeile geht so nicht")).toBeVisible();
  await expectAccessible(page);

  await signInAs(page, STAFF);
  await page.goto("/morgenlicht/settings/import");
  await expect(page.getByLabel("Tabelle als CSV-Datei", { exact: true })).toBeHidden();
});
