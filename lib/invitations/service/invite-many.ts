import "server-only";

import { InvitationsUsedUp, NobodyListed, OneStaffMember } from "@/lib/invitations/errors";
import { type ListedPerson, localeOf, roleOf } from "@/lib/invitations/rules";
import {
  type InvitedRow,
  type InviteMany,
  type InviteReport,
  type InviteRow,
  inviteSchema,
  type RowProblem,
} from "@/lib/invitations/schema";
import { inviteUser } from "@/lib/invitations/service/invite-user";
import { readInviteList } from "@/lib/invitations/service/read-invite-list";
import { log } from "@/lib/platform/log";
import { normaliseEmail } from "@/lib/shared/email";
import { DomainError } from "@/lib/shared/errors";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

type Choice = { id: string; name: string };
type Choices = { branches: Choice[]; staff: Choice[] };

/**
 * Invites everybody of a list, each in a transaction of their own: what is refused is told by row,
 * and the others are invited all the same.
 *
 * @throws NotAllowed for who does not manage the team
 * @throws NobodyListed, OneStaffMember, ListUnreadable, TooManyAddresses nobody is invited
 */
export async function inviteMany(ctx: TenantContext, input: InviteMany): Promise<InviteReport> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member" || REACH["manage-team"][actor.role] !== "all") throw new NotAllowed();

  const written =
    input.rows?.map((row) => ({ row, problem: null })) ??
    resolve(listOf(input), {
      input,
      choices: await ctx.transaction(async (db) => ({
        branches: await db.branch.findMany({ where: { companyId } }),
        staff: await db.staffMember.findMany({ where: { companyId, isActive: true } }),
      })),
    });

  const rows: InvitedRow[] = [];
  const seen = new Set<string>();
  for (const { row, problem } of written) {
    const address = normaliseEmail(row.email);
    const found = problem ?? (seen.has(address) ? twice : await invite(ctx, row, input.message));
    seen.add(address);
    rows.push({ ...row, problem: found });
  }

  return { rows, message: input.message };
}

function listOf({ addresses, list, staffId }: InviteMany): ListedPerson[] {
  const people = readInviteList([addresses, list]);
  if (people.length === 0) throw new NobodyListed();
  if (people.length > 1 && staffId !== undefined) throw new OneStaffMember();

  return people;
}

const twice: RowProblem = { field: "email", code: "duplicate-address" };

type Resolved = { row: InviteRow; problem: RowProblem | null };

/** A list's words as the values they mean; what a row leaves out is as chosen for all. */
function resolve(
  people: readonly ListedPerson[],
  { input, choices }: { input: InviteMany; choices: Choices },
): Resolved[] {
  return people.map((person) => {
    const role = person.role === "" ? input.role : roleOf(person.role);
    const branchId = chosen(person.branch, choices.branches, input.branchId);
    const staffId = chosen(person.staff, choices.staff, input.staffId);
    const locale = person.locale === "" ? input.locale : localeOf(person.locale);
    const row = {
      email: person.email.slice(0, 320),
      role: role ?? input.role,
      branchId: branchId ?? "",
      staffId: staffId ?? "",
      locale: locale ?? input.locale,
    };

    return { row, problem: firstNull({ role, branchId, staffId, locale }) };
  });
}

/** The id of what somebody wrote by name or id, or null where there is none of that name. */
function chosen(
  written: string,
  choices: readonly Choice[],
  otherwise: string | undefined,
): string | null {
  if (written === "") return otherwise ?? "";
  const word = written.toLowerCase();

  return choices.find(({ id, name }) => id === word || name.toLowerCase() === word)?.id ?? null;
}

const UNKNOWN = {
  role: "role-unknown",
  branchId: "branch-unknown",
  staffId: "staff-unknown",
  locale: "locale-unknown",
} as const;

function firstNull(values: Record<keyof typeof UNKNOWN, string | null>): RowProblem | null {
  const field = (Object.keys(UNKNOWN) as (keyof typeof UNKNOWN)[]).find(
    (name) => values[name] === null,
  );

  return field === undefined ? null : { field, code: UNKNOWN[field] };
}

async function invite(
  ctx: TenantContext,
  row: InviteRow,
  message: string,
): Promise<RowProblem | null> {
  const parsed = inviteSchema.safeParse({ ...row, message });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const code = issue?.message ?? "";

    return {
      field: (issue?.path[0] ?? "email") as keyof InviteRow,
      code: KNOWN.has(code) ? code : "choose",
    };
  }
  try {
    await inviteUser(ctx, parsed.data);

    return null;
  } catch (error) {
    return problemOf(ctx, error);
  }
}

const KNOWN = new Set(["email-invalid", "branch-required"]);

/** Refusals by their code; an accident of ours is logged and told at its row, too: others went well. */
function problemOf({ origin }: TenantContext, error: unknown): RowProblem {
  if (!(error instanceof DomainError)) {
    log().error({ err: error, requestId: origin.requestId }, "a row was not invited");

    return { field: "email", code: "row-not-saved" };
  }
  const [issue] = error.issues;
  if (issue !== undefined) {
    return { field: issue.path[0] as keyof InviteRow, code: issue.message };
  }
  if (error.code === InvitationsUsedUp.code) return { field: "email", code: error.code };

  return error.code === "not-allowed"
    ? { field: "role", code: "role-not-allowed" }
    : { field: "branchId", code: "branch-unknown" };
}
