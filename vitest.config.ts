import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));
const setup = (name: string) => `${root}tests/support/${name}.ts`;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic" } },
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: "server-only", replacement: setup("empty") },
    ],
  },
  test: {
    // A zone with an odd offset: code that forgets a time zone fails here and not in production.
    env: { TZ: "Asia/Kathmandu" },
    restoreMocks: true,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,components,lib,tests}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          setupFiles: [setup("fail-on-console-error")],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{app,components,lib,prisma,tests}/**/*.db.test.ts"],
          pool: "forks",
          testTimeout: 20_000,
          hookTimeout: 20_000,
          globalSetup: [setup("start-test-database")],
          setupFiles: [setup("own-database"), setup("fail-on-console-error")],
        },
      },
    ],
  },
});
