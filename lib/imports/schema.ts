import * as z from "zod";

import { idSchema, optionalField, textSchema } from "@/lib/shared/schema";

export const MOST_ROWS = 5000;
export const IMPORT_MAX_BYTES = 2 * 1024 * 1024;

/** The form with the file: what was read from it, and what it is called. */
export const startImportSchema = z.object({
  file: z.string({ error: "file-required" }).min(1, { error: "file-required" }),
  // Only shown: a name that cannot be stored is none.
  "file.name": textSchema(255).default("").catch(""),
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

/** What an appointment that is brought along can be. */
export const IMPORTED_STATUSES = [
  "pending",
  "confirmed",
  "completed",
  "cancelled",
  "no_show",
] as const;
export type ImportedStatus = (typeof IMPORTED_STATUSES)[number];

/** The form with a file of appointments, and what holds where it does not say. */
export const startAppointmentImportSchema = z.object({
  calendar: startImportSchema.shape.file,
  "calendar.name": startImportSchema.shape["file.name"],
  serviceId: optionalField(idSchema),
  staffId: optionalField(idSchema),
});

/** When something is: an instant, or what a clock shows, in a zone or wherever the branch is. */
export type Moment = { instant: string } | { wall: string; timeZone: string | null };

export type ImportedPerson = { name: string; email: string; phone: string };

/** An appointment as a file says it, before anybody has looked whether it can be. */
export type ReadAppointment = {
  line: number;
  starts: Moment | null;
  ends: Moment | null;
  minutes: number | null;
  /** A name, or a text in which one may stand. */
  service: string;
  isServiceExact: boolean;
  staff: string;
  /** Whom it is for; a calendar names everybody together, staff among them. */
  customer: ImportedPerson;
  people: ImportedPerson[];
  status: ImportedStatus | null;
  notes: string;
  problem: string | null;
};

/** The same after it has been looked at; without a problem everything is known. */
export type AppointmentEntry = {
  line: number;
  startsAt: string | null;
  endsAt: string | null;
  timeZone: string;
  customer: ImportedPerson;
  customerId: string | null;
  service: string;
  serviceId: string | null;
  staff: string;
  staffId: string | null;
  branchId: string | null;
  status: ImportedStatus;
  notes: string;
  priceMinor: number;
  currency: string;
  problem: string | null;
  /** The appointment that it led to, once applied. */
  appointmentId: string | null;
};

/** What stays when an import is undone, and why. */
export type Kept = {
  kind: "customer" | "appointment";
  id: string;
  name: string;
  startsAt: string | null;
  timeZone: string;
  reason: "changed" | "merged" | "booked" | "mailed" | "opened" | "noted" | "elsewhere";
};

export type ImportStatus = "preview" | "applied" | "undone";

export type ImportSummary = {
  id: string;
  kind: "customers" | "appointments";
  fileName: string;
  status: ImportStatus;
  createdAt: Date;
  createdBy: string;
  rowCount: number;
  badCount: number;
};

type Applied = {
  /** Of an applied one: how many of its customers are still there. */
  customerCount: number;
  /** Those of them, and of its appointments, that stay when it is undone. */
  kept: Kept[];
  keptCount: number;
};

export type CustomerImport = ImportSummary &
  Applied & { kind: "customers"; entries: ImportEntry[] };

export type AppointmentImport = ImportSummary &
  Applied & {
    kind: "appointments";
    entries: AppointmentEntry[];
    appointmentCount: number;
    /** Rows that are still to be written: somebody was interrupted. */
    openCount: number;
  };

export type ImportDetail = CustomerImport | AppointmentImport;
