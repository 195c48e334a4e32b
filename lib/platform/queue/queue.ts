import "server-only";

import type { Db } from "@/lib/platform/db/transaction";
import type { Message } from "@/lib/platform/mail/message";

/** The columns that every mail queue has; the rest of a row belongs to its domain. */
export type QueueRow = {
  id: string;
  attempts: number;
  max_attempts: number;
  payload: Message | null;
  /** The provider may have accepted the mail then, and nobody has heard of it. */
  unclear_since: Date | null;
};

/** How a row ended; a mail that failed for good says why. */
export type Ended<Row> = { row: Row; end: "sent" | "failed"; error: string | null };

/** One table of mails to send, and what its domain knows about them. */
export type Queue<Row extends QueueRow = QueueRow, Facts = unknown> = {
  name: string;
  table: string;
  /** Tenant rows are claimed inside one company; account mails belong to none. */
  isTenant: boolean;
  /** What each row's mail needs, by the row's id; a row without facts should reach nobody any more. */
  find: (db: Db, rows: readonly Row[]) => Promise<ReadonlyMap<string, Facts>>;
  /** Writes the mail. A secret is left out here and put in by `reveal`: payloads are stored. */
  render: (facts: Facts, row: Row) => Promise<Message>;
  reveal: (message: Message, row: Row) => Message;
  /** Told once of each row that has reached its end. */
  settled: (db: Db, ended: readonly Ended<Row>[]) => Promise<void>;
};

/** For a queue that asks for each row's facts by itself. */
export function oneByOne<Row extends QueueRow, Facts>(
  find: (db: Db, row: Row) => Promise<Facts | null>,
): Queue<Row, Facts>["find"] {
  return async (db, rows) => {
    const found = new Map<string, Facts>();
    for (const row of rows) {
      const facts = await find(db, row);
      if (facts !== null) found.set(row.id, facts);
    }

    return found;
  };
}
