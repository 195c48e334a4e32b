import { describe, expect, it } from "vitest";

import { startAppointmentImportSchema, startImportSchema } from "@/lib/imports/schema";

const customers = (name?: string) =>
  startImportSchema.parse({ file: "Name\nAnna", ...(name !== undefined && { "file.name": name }) });

describe("the name of a file that is brought along", () => {
  it("is kept as it is shown, and may be missing", () => {
    expect(customers("Kundschaft März.csv")["file.name"]).toBe("Kundschaft März.csv");
    expect(customers()["file.name"]).toBe("");
  });

  it.each(["x".repeat(256), "a\u0000b.csv", "a\u0007.csv", "a\uD800.csv"])(
    "is none where it could not be stored, and the file is read all the same: %j",
    (name) => {
      expect(customers(name)).toEqual({ file: "Name\nAnna", "file.name": "" });
      expect(
        startAppointmentImportSchema.parse({ calendar: "BEGIN", "calendar.name": name }),
      ).toMatchObject({ "calendar.name": "" });
    },
  );
});
