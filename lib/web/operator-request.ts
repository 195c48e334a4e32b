import "server-only";

import { cache } from "react";

import { env } from "@/lib/platform/env";
import { createOperatorContext, type OperatorContext } from "@/lib/tenancy/context";
import { type AccountRequest, findAccountRequest } from "@/lib/web/page-context";
import { requestOrigin } from "@/lib/web/request-origin";

export type OperatorRequest = AccountRequest & { operator: OperatorContext };

/** Whoever is signed in and runs the platform, before the gate; read once a request. */
const findGatedOperator = cache(async (): Promise<OperatorRequest | null> => {
  const request = await findAccountRequest();
  if (request?.account.isOperator !== true) return null;
  const { userId, name } = request.account;
  const origin = await requestOrigin();

  return {
    ...request,
    operator: createOperatorContext({ kind: "operator", userId, name }, { origin }),
  };
});

/** Whoever is signed in, runs the platform and may do so now; null for everybody else. */
export async function findOperatorRequest(): Promise<OperatorRequest | null> {
  const found = await findGatedOperator();

  return found === null || isMissingFactor(found) ? null : found;
}

/** Whether the one thing between this person and the platform is a second factor. */
export async function isFactorMissing(): Promise<boolean> {
  const found = await findGatedOperator();

  return found !== null && isMissingFactor(found);
}

function isMissingFactor({ account }: OperatorRequest): boolean {
  return env().OPERATOR_SECOND_FACTOR === "required" && account.secondFactor !== "on";
}
