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
      await page.getByLabel("Tabelle als CSV-Datei").setInputFiles({
        name: `kundschaft-${mark}.csv`,
        mimeType: "text/csv",
        buffer: Buffer.from(text, "latin1"),
      });
      await page.getByRole("button", { name: "Datei ansehen" }).click();

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

test("what cannot be read is said at the field, on a phone as well, and staff do not import", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/settings/import");
  const upload = async (buffer: Buffer) => {
    await page
      .getByLabel("Tabelle als CSV-Datei")
      .setInputFiles({ name: "tabelle.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Datei ansehen" }).click();
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
  await expect(page.getByLabel("Tabelle als CSV-Datei")).toBeHidden();
});
