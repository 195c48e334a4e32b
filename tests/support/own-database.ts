import { inject } from "vitest";

import { appUrl } from "../../prisma/app-role";
import { createDatabase } from "../../scripts/databases.mjs";
import { ownerUrl } from "../../scripts/embedded-database.mjs";

// Runs before the modules of each test file load, so that lib/platform/env.ts reads these values. The
// database is new for each file: what one file writes, no other sees.
const { rolePassword, ...server } = inject("testServer");
const name = `test_${process.env["VITEST_POOL_ID"] ?? "0"}`;
const state = { ...server, cluster: "" };
await createDatabase(state, name, "template_portal");
const owner = ownerUrl(state, name);

Object.assign(process.env, {
  TEST_OWNER_URL: owner,
  DATABASE_URL: appUrl(owner, rolePassword),
  DATABASE_POOL_SIZE: "20",
  APP_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  AUTH_SECRET: "test-auth-secret-of-43-characters-aaaaaaaaaa",
  CRON_SECRET: "test-cron-secret-of-43-characters-bbbbbbbbbb",
  LINK_SECRET: "test-link-secret-of-43-characters-cccccccccc",
  MAILBOX_ACCESS: "open",
  SCHEDULER: "off",
  LOG_LEVEL: "silent",
  CALCOM_ALLOW_PRIVATE_HOSTS: "on",
});
