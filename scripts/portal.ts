import { Command } from "commander";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

import { findRunning, ownerUrl } from "./embedded-database.mjs";
import { asAppRole, localEnvironment, ownDatabase } from "./environment.mjs";
import { dataFolder } from "./paths.mjs";
import { Failure } from "./run-command.mjs";

/** The address people use: of the running portal of this folder, or as the environment says. */
function runningUrl(): string | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(path.join(dataFolder, "start.json"), "utf8"));

    return typeof note === "object" && note !== null && "url" in note
      ? String(note.url)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The same database and secrets as the server's; set before anything of the portal is read. */
async function takeEnvironment(): Promise<void> {
  if (process.env["DATABASE_URL"]) {
    Object.assign(process.env, ownDatabase().env);

    return;
  }
  const running = await findRunning();
  if (!running) throw new Failure("The built-in database is not running. Start it with: npm start");
  const env = localEnvironment(dataFolder);
  const url = runningUrl();
  Object.assign(process.env, env, {
    DATABASE_URL: asAppRole(ownerUrl(running), env["AUTH_SECRET"] ?? ""),
    ...(url !== undefined && { APP_URL: process.env["APP_URL"] ?? url }),
  });
}

type Given = Record<string, string | undefined>;
type Task = typeof import("./portal-tasks");

/** Runs one task as an operator, and says what it did; a refusal is one sentence and exit code 1. */
function run(
  work: (
    tasks: Task,
    operator: Awaited<ReturnType<Task["asOperator"]>>,
    given: Given,
  ) => Promise<string>,
) {
  return async (...args: unknown[]) => {
    const command = args.at(-1) as Command;
    const given: Given = command.optsWithGlobals();
    const names = command.registeredArguments.map((argument) => argument.name());
    for (const [index, name] of names.entries()) given[name] = args[index] as string | undefined;
    const tasks = await import("./portal-tasks");
    try {
      const operator = await tasks.asOperator(given["operator"]);
      process.stdout.write(`${await work(tasks, operator, given)}\n`);
      const delay = await tasks.sendMails(operator);
      if (delay !== null) process.stderr.write(`${delay}\n`);
    } catch (error) {
      process.stderr.write(`${tasks.inWords(error)}\n`);
      process.exitCode = 1;
    } finally {
      await tasks.close();
    }
  };
}

const portal = new Command("portal")
  .description("What operators do at /platform, as commands")
  .option("--operator <email>", "the operator in whose name it is done (the only one, unless said)")
  .addHelpText(
    "after",
    `\nRuns against DATABASE_URL, or the running \`npm start\` of this folder (as ${os.userInfo().username}).`,
  );

const company = portal.command("company").description("companies");
company
  .command("list")
  .argument("[search]", "part of a name or an address")
  .action(run((tasks, operator, { search }) => tasks.listAll(operator, search)));
company
  .command("create")
  .requiredOption("--name <name>", "name of the company")
  .requiredOption("--slug <slug>", "its address: lower-case letters, digits, hyphens")
  .requiredOption("--owner <email>", "who is invited as its first owner")
  .option("--locale <locale>", "de or en", "de")
  .option("--closed", "leave the portal closed for its members")
  .action(run((tasks, operator, given) => tasks.create(operator, given)));
company
  .command("invite-owner")
  .argument("<slug>")
  .argument("<email>")
  .action(run((tasks, operator, given) => tasks.invite(operator, given)));

const pilot = portal.command("pilot").description("whether a company's members get in");
pilot
  .command("enable")
  .argument("<slug>")
  .option("--notes <text>", "kept with the company", "")
  .action(run((tasks, operator, given) => tasks.enable(operator, given)));
pilot
  .command("disable")
  .argument("<slug>")
  .requiredOption("--reason <text>", "goes into the company's history")
  .action(run((tasks, operator, given) => tasks.disable(operator, given)));

const calendar = portal.command("calendar").description("calendars of companies");
calendar
  .command("reset")
  .argument("<slug>")
  .description("close the circuit breaker: what waits is tried again")
  .action(run((tasks, operator, given) => tasks.resetCalendar(operator, given)));

calendar
  .command("api-version")
  .argument("<slug>")
  .argument("<endpoint>", "such as bookings.get")
  .argument("[version]", "a day such as 2024-08-13; the usual one, unless said")
  .description("which contract of its Cal.com an endpoint is asked for")
  .action(run((tasks, operator, given) => tasks.setCalendarVersion(operator, given)));

const user = portal.command("user").description("accounts");
const ofUser = [
  ["show", "what is known about an account"],
  ["sign-out", "end all its sessions"],
  ["reset-second-factor", "for somebody who lost phone and recovery codes"],
  ["send-password-link", "a one-time link to its address"],
  ["make-operator", "let it run the platform"],
  ["revoke-operator", "no longer"],
] as const;
for (const [name, description] of ofUser) {
  user
    .command(name)
    .description(description)
    .argument("<email>")
    .action(run((tasks, operator, given) => tasks.change(operator, { ...given, change: name })));
}

try {
  if (
    process.argv.length > 2 &&
    !process.argv.some((word) => ["-h", "--help", "help"].includes(word))
  ) {
    await takeEnvironment();
  }
  await portal.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
