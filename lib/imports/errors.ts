import { defineError } from "@/lib/shared/errors";

/** Params say in which line reading ended. */
export const ImportUnreadable = defineError({
  code: "import-unreadable",
  kind: "invalid",
  message: "This table cannot be read: its quotation marks do not match.",
});

export const ImportWithoutNames = defineError({
  code: "import-without-names",
  kind: "invalid",
  message: "The first line of the table names no column with names.",
});

export const ImportWithoutAppointments = defineError({
  code: "import-without-appointments",
  kind: "invalid",
  message: "No appointments can be found in this file: nothing says when, or for whom.",
});

/** Params count the rows and say how many there may be. */
export const ImportTooLong = defineError({
  code: "import-too-long",
  kind: "invalid",
  message: "There are too many rows in this file.",
});

/** Applied or undone already, by somebody who was faster. */
export const ImportSettled = defineError({
  code: "import-settled",
  kind: "conflict",
  message: "Somebody has applied or undone this import meanwhile.",
});
