"use client";

import { createContext, type ReactNode, useActionState, useContext } from "react";

import type { ActionResult } from "@/lib/shared/problem";

import { ProblemNote } from "./problem-note";

type Refusal = {
  errors: Record<string, string>;
  values: Record<string, string>;
  /** What the next step needs, as the refusal gave it. */
  details: unknown;
};

const NOTHING_REFUSED: Refusal = { errors: {}, values: {}, details: undefined };
const RefusalContext = createContext(NOTHING_REFUSED);

/** What the enclosing form's last attempt got refused for, and what had been typed. */
export function useRefusal(): Refusal {
  return useContext(RefusalContext);
}

type Props = {
  action: (
    previous: ActionResult<unknown> | null,
    form: FormData,
  ) => Promise<ActionResult<unknown>>;
  referenceLabel: string;
  children: ReactNode;
  id?: string;
  className?: string;
};

/**
 * A form that posts by itself, with and without JavaScript. A refusal is said at the top and at its
 * field, and the fields inside keep what was typed.
 */
export function ActionForm({ action, referenceLabel, children, id, className }: Props) {
  const [result, submit] = useActionState<ActionResult<unknown> | null, FormData>(action, null);
  const problem = result === null || result.ok ? null : result.problem;
  const refusal: Refusal =
    result === null || result.ok
      ? NOTHING_REFUSED
      : {
          values: result.values,
          details: result.problem.details,
          errors: Object.fromEntries(
            (result.problem.errors ?? []).map(({ pointer, detail }) => [
              pointer.slice("#/".length),
              detail,
            ]),
          ),
        };

  return (
    <form
      id={id}
      action={submit}
      className={className ?? "grid gap-4"}
      noValidate={problem !== null}
    >
      {problem !== null && <ProblemNote problem={problem} referenceLabel={referenceLabel} />}
      <RefusalContext value={refusal}>{children}</RefusalContext>
    </form>
  );
}
