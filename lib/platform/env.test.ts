import { describe, expect, it } from "vitest";

import { parseEnv } from "@/lib/platform/env";

const complete = {
  DATABASE_URL: "postgresql://portal_app@localhost/portal",
  AUTH_SECRET: "a".repeat(43),
  CRON_SECRET: "c".repeat(43),
};

describe("parseEnv", () => {
  it("names every variable that is missing, a sentence each", () => {
    expect(() => parseEnv({})).toThrow(/DATABASE_URL is missing.*\n.*CRON_SECRET is missing/s);
  });

  it("takes next-auth's older name for the secret", () => {
    const { AUTH_SECRET, ...rest } = complete;

    expect(parseEnv({ ...rest, NEXTAUTH_SECRET: AUTH_SECRET }).AUTH_SECRET).toBe(AUTH_SECRET);
    expect(() => parseEnv(rest)).toThrow("AUTH_SECRET is missing");
  });

  it("refuses a secret that could be guessed", () => {
    expect(() => parseEnv({ ...complete, CRON_SECRET: "secret" })).toThrow(/CRON_SECRET is wrong/);
  });

  it("asks operators for a second factor in production, unless told otherwise", () => {
    const asked = (variables: Record<string, string>) =>
      parseEnv({ ...complete, ...variables }).OPERATOR_SECOND_FACTOR;

    expect(asked({})).toBe("required");
    expect(asked({ OPERATOR_SECOND_FACTOR: "" })).toBe("required");
    expect(asked({ OPERATOR_SECOND_FACTOR: "optional" })).toBe("optional");
    expect(asked({ NODE_ENV: "development" })).toBe("optional");
    expect(() => asked({ OPERATOR_SECOND_FACTOR: "off" })).toThrow(
      /OPERATOR_SECOND_FACTOR is wrong/,
    );
  });

  it("refuses a database that is not PostgreSQL", () => {
    expect(() => parseEnv({ ...complete, DATABASE_URL: "mysql://localhost/x" })).toThrow(
      /DATABASE_URL is wrong/,
    );
  });

  it("reads an empty variable as an absent one", () => {
    expect(parseEnv({ ...complete, RESEND_API_KEY: "" }).RESEND_API_KEY).toBeUndefined();
  });
});
