import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import { localEnvironment, ownDatabase } from "@/scripts/environment.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-environment-"));
const secrets = { AUTH_SECRET: "auth-secret", CRON_SECRET: "cron-secret" };
const url = "postgresql://owner:p%40ss@db.example:6543/salon?sslmode=require";

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the environment of a local start", () => {
  it("makes secrets once, keeps them, and shows them to nobody else", () => {
    const first = localEnvironment(folder, {});

    expect(Buffer.from(first["AUTH_SECRET"]!, "base64url")).toHaveLength(32);
    expect(new Set([first["AUTH_SECRET"], first["CRON_SECRET"], first["LINK_SECRET"]]).size).toBe(
      3,
    );
    expect(localEnvironment(folder, {})).toEqual(first);
    expect(statSync(path.join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("prefers what the caller has set", () => {
    const given = { ...secrets, SCHEDULER: "off", OPERATOR_SECOND_FACTOR: "required" };

    expect(localEnvironment(folder, given)).toMatchObject(given);
  });
});

describe("the operators' second factor", () => {
  it("is optional for a local start, and the server's rule with an own database", () => {
    expect(localEnvironment(folder, {})).toMatchObject({ OPERATOR_SECOND_FACTOR: "optional" });
    expect(ownDatabase({ ...secrets, DATABASE_URL: url }).env).not.toHaveProperty(
      "OPERATOR_SECOND_FACTOR",
    );
  });
});

describe("the environment with an own database", () => {
  it("asks for the secrets that instances must share", () => {
    expect(() => ownDatabase({ DATABASE_URL: url })).toThrow(
      "AUTH_SECRET and CRON_SECRET must be set",
    );
    expect(() => ownDatabase({ ...secrets, DATABASE_URL: "mysql://x" })).toThrow("postgresql://");
  });

  it("lets the server connect as portal_app, with a password every instance derives", () => {
    const one = ownDatabase({ ...secrets, DATABASE_URL: url });
    const server = new URL(one.env.DATABASE_URL);

    expect(one.ownerUrl).toBe(url);
    expect(server.username).toBe("portal_app");
    expect(server.password).toBe(one.rolePassword);
    expect(server.host + server.pathname + server.search).toBe(
      "db.example:6543/salon?sslmode=require",
    );
    expect(ownDatabase({ ...secrets, DATABASE_URL: url })).toEqual(one);
    expect(ownDatabase({ ...secrets, AUTH_SECRET: "other", DATABASE_URL: url })).not.toEqual(one);
  });

  it("leaves the server's own connection as it is when an owner is given", () => {
    const app = "postgresql://portal_app:geheim%2B1@db.example/salon";
    const { ownerUrl, rolePassword, env } = ownDatabase({
      ...secrets,
      DATABASE_URL: app,
      DATABASE_OWNER_URL: url,
    });

    expect({ ownerUrl, rolePassword }).toEqual({ ownerUrl: url, rolePassword: "geheim+1" });
    expect(env.DATABASE_URL).toBe(app);
  });

  it("opens no demo and no mailbox", () => {
    const { env } = ownDatabase({ ...secrets, DATABASE_URL: url });

    expect(Object.keys(env).sort()).toEqual(["DATABASE_URL", "SCHEDULER"]);
  });
});
