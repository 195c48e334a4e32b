import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { fingerprint, isStamped, stamp } from "./fingerprint.mjs";
import { nodeBinary, packageFile, root } from "./paths.mjs";
import { Failure, runCommand, runOrFail } from "./run-command.mjs";

const sources = [
  ...["app", "components", "lib", "messages", "prisma", "public"],
  ...["proxy.ts", "instrumentation.ts", "next.config.mjs", "postcss.config.mjs", "tsconfig.json"],
  ...["package.json", "package-lock.json"],
];
const generated = path.join(root, "lib", "platform", "db", "generated");
const output = path.join(root, ".next");

function prismaVersion() {
  return JSON.parse(readFileSync(packageFile("prisma", "package.json"), "utf8")).version;
}

/**
 * Generates the Prisma client when the schema changed. `prisma generate` would download an engine that
 * it does not use; naming any program as that engine keeps it offline. Never set this variable for
 * `prisma migrate`: it would then do nothing and report success.
 */
export async function ensureClient({ say }) {
  const value = `${prismaVersion()} ${fingerprint(["prisma/schema.prisma", "prisma.config.ts"])}`;
  const stampFile = path.join(generated, ".sources");
  if (existsSync(path.join(generated, "client.ts")) && isStamped(stampFile, value)) return;

  say("Generating the database client …");
  await runOrFail("prisma generate failed.", {
    command: nodeBinary(),
    args: [packageFile("prisma", "build", "index.js"), "generate"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  stamp(stampFile, value);
}

/** True when .next was built from the sources as they are now. */
export function isBuilt() {
  return (
    existsSync(path.join(output, "BUILD_ID")) &&
    isStamped(path.join(output, "sources"), fingerprint(sources))
  );
}

/** Runs `next build` unless the last build is of exactly these sources. */
export async function ensureBuild(env, { say }) {
  if (isBuilt()) return;

  say("Building (about a minute) …");
  const before = fingerprint(sources);
  const { code, output: said } = await runCommand(
    nodeBinary(),
    [packageFile("next", "dist", "bin", "next"), "build"],
    { env: { ...process.env, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } },
  );
  if (code !== 0) throw new Failure(`next build failed:\n\n${said.trim()}`);
  stamp(path.join(output, "sources"), before);
}
