import pg from "pg";

export type Statement = { text: string; values: unknown[]; name?: string };

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** What a piece of work says to PostgreSQL, in order: the baseline says the same by hand. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back below, called with its client
  const original = pg.Client.prototype.query as unknown as Query;
  const record: Query = function (...args) {
    const [first, second] = args;
    if (typeof first === "string") {
      statements.push({ text: first, values: Array.isArray(second) ? (second as unknown[]) : [] });
    } else if (typeof first === "object" && first !== null && "text" in first) {
      const { text, values = [], name = "" } = first as Partial<Statement> & { text: string };
      statements.push({ text, values, ...(name !== "" && { name }) });
    }

    return original.apply(this, args);
  };

  Object.assign(pg.Client.prototype, { query: record });
  try {
    await work();
  } finally {
    Object.assign(pg.Client.prototype, { query: original });
  }

  return statements;
}
