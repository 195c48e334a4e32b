import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

import { ensureBuild, ensureClient } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { localEnvironment } from "./environment.mjs";
import { ensureBrowser } from "./find-browser.mjs";
import { nodeBinary, packageFile } from "./paths.mjs";
import { runCommand } from "./run-command.mjs";
import { countTests, single } from "./test-results.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const reports = mkdtempSync(path.join(os.tmpdir(), "portal-reports-"));

/** Runs a program of node_modules; its output is shown when it fails, or as it comes with `show`. */
async function run(program, args, { show = false, env = {} } = {}) {
  const { code, output } = await runCommand(nodeBinary(), [packageFile(...program), ...args], {
    show,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  if (code !== 0 && !show) say(output.trim());

  return code;
}

const next = ["next", "dist", "bin", "next"];
const houses = ["app", "components", "lib", "prisma", "scripts", "tests", "e2e", "bench"];
const entrances = ["proxy.ts", "instrumentation.ts"];

async function types() {
  const typegen = await run(next, ["typegen"]);

  return single(typegen || (await run(["typescript", "bin", "tsc"], ["--noEmit"])));
}

function check(...command) {
  return async () => single(await run(...command));
}

function vitest(project) {
  return async () => {
    const file = path.join(reports, `${project}.json`);
    const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["run", "--project", project, ...output];
    const code = await run(["vitest", "vitest.mjs"], args, { show: true });

    return countTests("vitest", { file, code });
  };
}

async function build() {
  const env = localEnvironment(reports, {});
  await ensureBuild({ ...env, DATABASE_URL: "postgresql://localhost/unused" }, { say });

  return single(0);
}

async function browser() {
  await ensureBrowser({ say });
  const file = path.join(reports, "e2e.json");
  const env = { E2E_REPORT: file };
  const code = await run(["@playwright", "test", "cli.js"], ["test"], { show: true, env });

  return countTests("playwright", { file, code });
}

/**
 * One after another in each lane, and the lanes beside each other. A browser test waits half of the time: eslint has the
 * core that is free then.
 */
const stages = [
  [[["types", types]]],
  [
    [
      ["format", check(["prettier", "bin", "prettier.cjs"], ["--check", "."])],
      [
        "layers",
        check(
          ["dependency-cruiser", "bin", "dependency-cruise.mjs"],
          [...houses, ...entrances].filter(existsSync),
        ),
      ],
    ],
    [
      ["unused code", check(["knip", "bin", "knip.js"], ["--no-progress"])],
      ["unit tests", vitest("unit")],
    ],
  ],
  [[["database tests", vitest("db")]]],
  [[["build", build]]],
  [
    [["browser tests", browser]],
    [["eslint", check(["eslint", "bin", "eslint.js"], ["--max-warnings=0", "."])]],
  ],
];

async function measure(name, stage) {
  say(`\n── ${name} …`);
  const startedAt = performance.now();
  const result = await stage().catch((error) => {
    say(error.message);

    return single(1);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`── ${name}: ${result.failed === 0 ? "ok" : "FAILED"}, ${seconds} s`);

  return result;
}

let passed = 0;
let failed = 0;

async function follow(lane) {
  for (const [name, stage] of lane) {
    const result = await measure(name, stage);
    passed += result.passed;
    failed += result.failed;
  }
}

try {
  await ensureDependencies({ say });
  await ensureClient({ say });
  for (const lanes of stages) await Promise.all(lanes.map(follow));
} catch (error) {
  say(error.message);
  failed += 1;
}
rmSync(reports, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
say(`\n${passed} passed, ${failed} failed`);
