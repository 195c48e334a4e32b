import { describe, expect, it } from "vitest";

import { missingReason } from "@/lib/appointments/service/authorise-change";
import { NoticeTooShort } from "@/lib/policies/errors";
import { DomainError, type ErrorKind } from "@/lib/shared/errors";
import { problemSchema } from "@/lib/shared/problem";
import { NotFound, TooManyAttempts } from "@/lib/tenancy/errors";
import { STATUS, toProblem } from "@/lib/web/to-problem";

const reader = { requestId: "req-1", locale: "de" } as const;

describe("toProblem", () => {
  it("says what went wrong in the reader's language, with the values it is about", () => {
    const error = new TooManyAttempts({ params: { minutes: 15 } });

    expect(toProblem(error, reader)).toEqual({
      type: "/problems/too-many-attempts",
      title: "Zu viele Versuche",
      status: 429,
      detail: "Das waren zu viele Versuche. Bitte versuchen Sie es in 15 Minuten wieder.",
      code: "too-many-attempts",
      requestId: "req-1",
    });
    expect(toProblem(error, { ...reader, locale: "en" }).detail).toContain("15 minutes");
    const late = new NoticeTooShort({ params: { until: "10.03.2027, 10:00" } });
    expect(toProblem(late, reader).detail).toContain("10.03.2027, 10:00 Uhr");
  });

  it("names the rule that is passed by with a reason, where there is one", () => {
    const until = { at: new Date("2027-03-09T09:00:00Z"), timeZone: "Europe/Berlin" };
    const said = (refusal: string, locale: "de" | "en" = "de") =>
      toProblem(missingReason({ refusal, until }), { ...reader, locale }).detail;

    expect(said("notice_too_short")).toMatch(
      /^Die Frist für diesen Termin endete am .*10:00 Uhr\. Bitte geben Sie einen Grund an\.$/,
    );
    expect(said("too_many_moves")).toBe(
      "Der Termin wurde schon so oft verschoben, wie es online geht. Bitte geben Sie einen Grund an.",
    );
    expect(said("too_many_cancellations", "en")).toMatch(
      /^In the last 30 days .* give a reason\.$/,
    );
    expect(toProblem(missingReason(), reader).detail).toBe("Bitte geben Sie einen Grund an.");
  });

  it.each(Object.entries(STATUS) as [ErrorKind, number][])("answers %s with %i", (kind, status) => {
    const error = new DomainError({ code: "not-found", kind, message: "x" });

    expect(toProblem(error, reader).status).toBe(status);
  });

  it("points at the fields, and carries what the next step needs", () => {
    const issues = [{ path: ["people", 0, "e/mail~"], message: "email-invalid" }];
    const problem = toProblem(new NotFound({ issues, details: { nearest: [] } }), reader);

    expect(problem.errors).toEqual([
      { pointer: "#/people/0/e~1mail~0", detail: "Das ist keine vollständige E-Mail-Adresse." },
    ]);
    expect(problem.details).toEqual({ nearest: [] });
    expect(problemSchema.safeParse(problem).success).toBe(true);
  });

  it.each([
    ["an error of ours", new Error("password=geheim at lib/secret.ts")],
    ["a text", "geheim"],
    ["nothing", undefined],
    ["a look-alike", { code: "not-found", kind: "not-found", message: "geheim" }],
  ])("tells nothing about a bug but the number to ask for: %s", (_what, thrown) => {
    const problem = toProblem(thrown, reader);

    expect(problem).toMatchObject({ status: 500, code: "internal-error", requestId: "req-1" });
    expect(JSON.stringify(problem)).not.toContain("geheim");
  });
});
