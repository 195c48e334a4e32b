import {
  endSessionsOf,
  findManagedAccount,
  type ManagedAccount,
  resetSecondFactorOf,
  setOperator,
} from "@/lib/accounts/service/manage-account";
import { requestPasswordReset } from "@/lib/accounts/service/password-reset";
import { resetBreaker } from "@/lib/calcom/service/reset-breaker";
import { setApiVersion } from "@/lib/calcom/service/set-api-version";
import {
  createCompanySchema,
  disablePilotSchema,
  enablePilotSchema,
  inviteOwnerSchema,
} from "@/lib/companies/schema";
import { createCompany, inviteOwner } from "@/lib/companies/service/create-company";
import { getCompany, listCompanies } from "@/lib/companies/service/list-companies";
import { disablePilot, enablePilot } from "@/lib/companies/service/set-pilot";
import { prisma } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { DomainError } from "@/lib/shared/errors";
import { createOperatorContext, type OperatorContext } from "@/lib/tenancy/context";
import { parseInput } from "@/lib/web/parse-input";

import { Failure } from "./run-command.mjs";

type Given = Record<string, string | undefined>;

/**
 * The operator in whose name a command is run: by address, or the only one there is. Whoever has the
 * server's secrets needs no password, but what they do bears a name.
 */
export async function asOperator(email: string | undefined): Promise<OperatorContext> {
  const operators = await prisma().user.findMany({
    where: {
      isPlatformOperator: true,
      ...(email !== undefined && { emailNormalised: email.trim().toLowerCase() }),
    },
    select: { id: true, name: true, email: true },
    take: 2,
  });
  const [operator, another] = operators;
  if (operator === undefined) {
    throw new Failure(
      email === undefined
        ? "Nobody runs this platform yet: set it up in the browser first."
        : `${email} is not an operator.`,
    );
  }
  if (another !== undefined) {
    throw new Failure("There are several operators. Say in whose name: --operator <email>");
  }

  return createOperatorContext({ kind: "operator", userId: operator.id, name: operator.name });
}

/** As long as a server may take to answer that it has sent what a command has queued. */
const PATIENCE_MS = 10_000;

/** Asks the running server to send what a command has queued; says so when it has to wait. */
export async function sendMails({ wake }: OperatorContext): Promise<string | null> {
  const { APP_URL, CRON_SECRET } = env();
  try {
    for (const queue of wake) {
      // A calendar is brought in step by its own job, within a minute.
      if (queue === "calcom-sync") continue;
      await fetch(`${APP_URL}/api/cron/process-${queue}`, {
        headers: { authorization: `Bearer ${CRON_SECRET}` },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    }

    return null;
  } catch {
    return `The portal does not answer at ${APP_URL}: the mail leaves with its next scheduled run.`;
  }
}

export async function close(): Promise<void> {
  await prisma().$disconnect();
}

/** What went wrong as a sentence; a bug of ours as it is. */
export function inWords(error: unknown): string {
  if (error instanceof DomainError) {
    const fields = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

    return [error.message, ...fields].join("\n  ");
  }

  return error instanceof Failure ? error.message : String(error);
}

export async function listAll(operator: OperatorContext, search = ""): Promise<string> {
  const lines: string[] = [];
  let after = "";
  for (;;) {
    const companies = await listCompanies(operator, { search, after });
    const last = companies.at(-1);
    if (last === undefined) break;
    for (const { slug, name, isPilot } of companies) {
      lines.push(`${isPilot ? "open  " : "closed"}  ${slug}  ${name}`);
    }
    after = last.slug;
  }

  return lines.length === 0 ? "No company." : lines.join("\n");
}

export async function create(operator: OperatorContext, given: Given): Promise<string> {
  const { slug } = await createCompany(
    operator,
    parseInput(createCompanySchema, {
      ...given,
      ownerEmail: given["owner"],
      isPilot: given["closed"] === undefined,
    }),
  );

  return `Created /${slug}. The invitation to ${String(given["owner"])} is on its way.`;
}

export async function invite(operator: OperatorContext, given: Given): Promise<string> {
  const { id } = await getCompany(operator, given["slug"] ?? "");
  const input = { companyId: id, ownerEmail: given["email"] };
  await inviteOwner(operator, parseInput(inviteOwnerSchema, input));

  return `The invitation to ${String(given["email"])} is on its way.`;
}

export async function enable(operator: OperatorContext, given: Given): Promise<string> {
  const { id, slug } = await getCompany(operator, given["slug"] ?? "");
  await enablePilot(operator, parseInput(enablePilotSchema, { ...given, companyId: id }));

  return `The portal of /${slug} is open.`;
}

export async function resetCalendar(operator: OperatorContext, given: Given): Promise<string> {
  const { id, slug } = await getCompany(operator, given["slug"] ?? "");
  await resetBreaker(operator.inCompany(id));

  return `The calendar of /${slug} is tried again with the next run of sync-calcom.`;
}

export async function setCalendarVersion(operator: OperatorContext, given: Given): Promise<string> {
  const { id, slug } = await getCompany(operator, given["slug"] ?? "");
  const { endpoint = "", version = null } = given;
  await setApiVersion(operator.inCompany(id), { endpoint, version });

  return `The Cal.com of /${slug} is asked for ${version ?? "the usual version"} of ${endpoint}.`;
}

export async function disable(operator: OperatorContext, given: Given): Promise<string> {
  const { id, slug } = await getCompany(operator, given["slug"] ?? "");
  await disablePilot(operator, parseInput(disablePilotSchema, { ...given, companyId: id }));

  return `The portal of /${slug} is closed. Its customers' links keep working.`;
}

export async function change(operator: OperatorContext, given: Given): Promise<string> {
  const email = given["email"] ?? "";
  const account = await findManagedAccount(operator, email);
  if (account === null) throw new Failure(`There is no account with the address ${email}.`);
  const { userId } = account;
  switch (given["change"]) {
    case "sign-out":
      await endSessionsOf(operator, userId);

      return `${email} is signed out everywhere.`;
    case "reset-second-factor":
      await resetSecondFactorOf(operator, userId);

      return `${email} signs in with the password alone again, and is signed out everywhere.`;
    case "send-password-link":
      await requestPasswordReset(operator, email);

      return `A link is on its way to ${email}.`;
    case "make-operator":
    case "revoke-operator":
      await setOperator(operator, { userId, isOperator: given["change"] === "make-operator" });

      return `${email} ${given["change"] === "make-operator" ? "runs the platform now" : "no longer runs the platform"}.`;
    default:
      return describeAccount(account);
  }
}

function describeAccount(account: ManagedAccount): string {
  const { name, email, isOperator, hasSecondFactor, openSessions, createdAt } = account;

  return [
    `${name} <${email}>`,
    `  account since   ${createdAt}`,
    `  open sessions   ${openSessions}`,
    `  second factor   ${hasSecondFactor ? "on" : "off"}`,
    `  operator        ${isOperator ? "yes" : "no"}`,
  ].join("\n");
}
