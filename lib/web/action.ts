import "server-only";

import { unstable_rethrow } from "next/navigation";
import { after } from "next/server";
import type * as z from "zod";

import { wakeWorkers } from "@/lib/jobs/drain-queues";
import type { ActionResult } from "@/lib/shared/problem";
import type { Locale } from "@/lib/shared/schema";
import type {
  OperatorContext,
  QueueName,
  TenantContext,
  VisitorContext,
} from "@/lib/tenancy/context";
import {
  NotFound,
  NotInPilot,
  OperatorFactorMissing,
  SecondFactorMissing,
  SignInRequired,
} from "@/lib/tenancy/errors";
import { requestLocale } from "@/lib/web/locale";
import {
  findOperatorRequest,
  isFactorMissing,
  type OperatorRequest,
} from "@/lib/web/operator-request";
import {
  type AccountRequest,
  type CompanyRequest,
  findAccountRequest,
  findCompanyRequest,
  findGatedRequest,
  type MemberRequest,
  visitorContext,
} from "@/lib/web/page-context";
import { parseInput } from "@/lib/web/parse-input";
import { requestOrigin } from "@/lib/web/request-origin";
import { toProblem } from "@/lib/web/to-problem";
import { uploadedNames, uploadedTexts } from "@/lib/web/uploaded-texts";

type Result<Data> = Promise<ActionResult<Data>>;
/** Fields of a form that take a text file: `run` gets what is in it. */
type Uploads = { names: readonly string[]; maxBytes?: number };
type Woken = { wake: ReadonlySet<QueueName>; companyId?: string };

/**
 * A server action for `useActionState` that a member runs in their company. It takes the form
 * itself, so the same action serves a page whose JavaScript never arrived.
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (
    ctx: MemberRequest["ctx"],
    input: z.output<Schema>,
    request: MemberRequest,
  ) => Promise<Data>,
  { names: uploads, maxBytes }: Uploads = { names: [] },
) {
  return (_previous: unknown, form: FormData): Result<Data> =>
    envelope(form, async ({ company, ...values }) => {
      const request = await findGatedRequest(company ?? "");
      if (request === null) throw new SignInRequired();
      if (request.gate === "pilot") throw new NotInPilot();
      if (request.gate === "second-factor") throw new SecondFactorMissing();
      const input = parseInput(schema, {
        ...values,
        ...uploadedNames(form, uploads),
        ...(await uploadedTexts(form, uploads, maxBytes)),
      });

      return waking(request.ctx, run(request.ctx, input, request));
    });
}

/** The same for somebody who holds a company's link: what they may do is for `run` to find out. */
export function companyAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (request: CompanyRequest, input: z.output<Schema>) => Promise<Data>,
) {
  return (_previous: unknown, form: FormData): Result<Data> =>
    envelope(form, async ({ company, ...values }) => {
      const request = await findCompanyRequest(company ?? "");
      if (request === null) throw new NotFound();

      return waking(request.ctx, run(request, parseInput(schema, values)));
    });
}

/** The same for a signed-in person's own account, whatever companies they belong to. */
export function accountAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (request: AccountRequest, input: z.output<Schema>) => Promise<Data>,
) {
  return (_previous: unknown, form: FormData): Result<Data> =>
    envelope(form, async (values) => {
      const request = await findAccountRequest();
      if (request === null) throw new SignInRequired();

      return waking(request.ctx, run(request, parseInput(schema, values)));
    });
}

/** The same for somebody who runs the platform; for everybody else there is no such form. */
export function operatorAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (request: OperatorRequest, input: z.output<Schema>) => Promise<Data>,
) {
  return (_previous: unknown, form: FormData): Result<Data> =>
    envelope(form, async (values) => {
      const request = await findOperatorRequest();
      if (request === null) {
        throw (await isFactorMissing()) ? new OperatorFactorMissing() : new NotFound();
      }

      return waking(request.operator, run(request, parseInput(schema, values)));
    });
}

/** The same for a person outside any company: signing in, a forgotten password. */
export function visitorAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (ctx: VisitorContext, input: z.output<Schema>) => Promise<Data>,
) {
  return (_previous: unknown, form: FormData): Result<Data> =>
    envelope(form, async (values) => {
      const ctx = await visitorContext();

      return waking(ctx, run(ctx, parseInput(schema, values)));
    });
}

/** Redirects are thrown, too: the workers are woken either way once the service has committed. */
export async function waking<Data>(
  ctx: TenantContext | VisitorContext | OperatorContext,
  work: Promise<Data>,
): Promise<Data> {
  try {
    return await work;
  } finally {
    const woken: Woken = {
      wake: ctx.wake,
      ...("companyId" in ctx && { companyId: ctx.companyId }),
    };
    if (woken.wake.size > 0) after(() => wakeWorkers(woken.wake, woken.companyId));
  }
}

export async function envelope<Data>(
  form: FormData,
  run: (values: Record<string, string>) => Promise<Data>,
): Result<Data> {
  const values = textFields(form);
  try {
    return { ok: true, data: await run(values) };
  } catch (error) {
    unstable_rethrow(error);
    const { requestId } = await requestOrigin();
    const locale: Locale = await requestLocale();

    return { ok: false, problem: toProblem(error, { requestId, locale }), values: shown(values) };
  }
}

/** What was typed; React's own fields and uploaded files are not ours. */
function textFields(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].filter(
      (entry): entry is [string, string] =>
        !entry[0].startsWith("$") && typeof entry[1] === "string",
    ),
  );
}

/** A password, a key, a secret is never sent back. */
function shown(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !/password|apiKey|secret/i.test(name)),
  );
}
