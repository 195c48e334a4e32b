import * as z from "zod";

import { idSchema } from "@/lib/shared/schema";

export const MOST_ROWS = 5000;
export const IMPORT_MAX_BYTES = 2 * 1024 * 1024;

/** The form with the file: what was read from it, and what it is called. */
export const startImportSchema = z.object({
  file: z.string({ error: "file-required" }).min(1, { error: "file-required" }),
  "file.name": z.string().default(""),
});

export const importIdSchema = z.object({ importId: idSchema });

/** One row of the file as it was read, and what is wrong with it or what became of it. */
export type ImportEntry = {
  line: number;
  name: string;
  email: string;
  phone: string;
  locale: string;
  notes: string;
  /** Names a sentence among `fields` of the problems; null for a good row. */
  problem: string | null;
  /** The customer that it led to, once applied. */
  customerId: string | null;
};

export type ImportStatus = "preview" | "applied" | "undone";

export type ImportSummary = {
  id: string;
  fileName: string;
  status: ImportStatus;
  createdAt: Date;
  createdBy: string;
  rowCount: number;
  badCount: number;
};

export type ImportDetail = ImportSummary & {
  entries: ImportEntry[];
  /** Of an applied one: how many of its customers are still there. */
  customerCount: number;
  /** Of those, the ones that stay when it is undone: changed, merged, or with appointments. */
  keptCount: number;
};
