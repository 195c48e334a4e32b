import type { Page } from "@playwright/test";

import { OWNER, row, signInAs } from "../../e2e/support/portal";
import { own, type Shot } from "./shot";

type Id = { id: string };

const first = (table: string, order = "name") =>
  row<Id>(
    `select x.id from ${table} x join companies c on c.id = x.company_id and c.slug = 'morgenlicht'
     order by x.${order} limit 1`,
  );

const CUSTOMERS_CSV = [
  "Name;E-Mail;Telefon;Sprache",
  "Marlene Fischer;marlene.fischer@example.org;030 1234567;de",
  "John Baker;john.baker@example.org;;en",
  "Ohne Adresse;keine-adresse;;de",
].join("\n");

/** The preview of a table that somebody brings along, with a row that cannot be taken. */
async function openImport(page: Page): Promise<void> {
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/settings/import");
  const buffer = Buffer.from(CUSTOMERS_CSV);
  const form = page.locator("form", { has: page.locator("input[type=file]") }).first();
  await form
    .locator("input[type=file]")
    .setInputFiles({ name: "kunden.csv", mimeType: "text/csv", buffer });
  await form.locator("button[type=submit]").click();
  await page.waitForURL(/settings\/import\/./);
}

/** What a company sets up, and who its customers are. */
export async function companyShots(): Promise<Shot[]> {
  const [branch, service, staff, customer] = await Promise.all([
    first("branches"),
    first("services"),
    first("staff"),
    first("customers"),
  ]);

  return [
    ...own({
      "settings-branches": "/settings/branches",
      "settings-branch": `/settings/branches/${branch.id}`,
      "settings-services": "/settings/services",
      "settings-service": `/settings/services/${service.id}`,
      "settings-staff": "/settings/staff",
      "settings-staff-member": `/settings/staff/${staff.id}`,
      "settings-closures": "/settings/closures",
      "settings-rules": "/settings/rules",
      "settings-rules-company": "/settings/rules/company",
      "settings-import": "/settings/import",
      customers: "/customers",
      customer: `/customers/${customer.id}`,
      "customer-edit": `/customers/${customer.id}/edit`,
      "customer-erase": `/customers/${customer.id}/erase`,
      absence: "/team/absence",
    }),
    { name: "settings-import-preview", size: "wide", open: openImport },
  ];
}
