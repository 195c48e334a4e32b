import "server-only";

/** What PostgreSQL refused, found in whatever Prisma wrapped around it. */
export type Refusal = { sqlState: string; constraint: string | null };

type Wrapped = {
  cause?: unknown;
  meta?: Record<string, unknown>;
  code?: unknown;
  originalCode?: unknown;
  originalMessage?: unknown;
  message?: unknown;
};

const SQL_STATE = /^[0-9A-Z]{5}$/;
const CONSTRAINT = /constraint "([^"]+)"/;

/** The refusal inside an error, or null where the database refused nothing. */
export function refusal(error: unknown, depth = 0): Refusal | null {
  if (typeof error !== "object" || error === null || depth > 5) return null;
  const { cause, meta } = error as Wrapped;

  return (
    ownState(error) ?? refusal(cause, depth + 1) ?? refusal(meta?.["driverAdapterError"], depth + 1)
  );
}

/** Prisma's own codes (P2002 …) look like SQL states and are none. */
function ownState({ originalCode, code, originalMessage, message }: Wrapped): Refusal | null {
  const sqlState = [originalCode, code].find(
    (state) => typeof state === "string" && SQL_STATE.test(state) && !state.startsWith("P20"),
  );
  if (typeof sqlState !== "string") return null;
  const text = typeof originalMessage === "string" ? originalMessage : message;

  return { sqlState, constraint: CONSTRAINT.exec(String(text))?.[1] ?? null };
}

/** Whether a constraint of ours (by name) is what refused. */
export function refusedBy(error: unknown, constraint: string): boolean {
  return refusal(error)?.constraint === constraint;
}
