import "server-only";

import type { Db } from "@/lib/platform/db/transaction";
import type { Message } from "@/lib/platform/mail/message";

/** The columns that every mail queue has; the rest of a row belongs to its domain. */
export type QueueRow = {
  id: string;
  attempts: number;
  max_attempts: number;
  payload: Message | null;
};

/** How a row ended; a mail that failed for good says why. */
export type End = { end: "sent" | "failed"; error: string | null };

/** One table of mails to send, and what its domain knows about them. */
export type Queue<Row extends QueueRow = QueueRow, Facts = unknown> = {
  name: string;
  table: string;
  /** Tenant rows are claimed inside one company; account mails belong to none. */
  isTenant: boolean;
  /** What the mail needs, or null when nobody should get it any more. */
  find: (db: Db, row: Row) => Promise<Facts | null>;
  /** Writes the mail. A secret is left out here and put in by `reveal`: payloads are stored. */
  render: (facts: Facts, row: Row) => Promise<Message>;
  reveal: (message: Message, row: Row) => Message;
  /** Told once when a row has reached its end. */
  settled: (db: Db, row: Row, result: End) => Promise<void>;
};
