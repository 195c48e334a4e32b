import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { Failure } from "./run-command.mjs";

const localSecrets = ["AUTH_SECRET", "CRON_SECRET", "LINK_SECRET", "ENCRYPTION_KEY"];

/** The secrets of a data folder, made on first use and readable by their owner alone. */
export function readSecrets(folder) {
  const file = path.join(folder, "secrets.json");
  const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const missing = localSecrets.filter((name) => !known[name]);
  for (const name of missing) known[name] = randomBytes(32).toString("base64url");
  if (missing.length > 0) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  }

  return known;
}

/** The password of portal_app, derived so that every instance of the installation finds the same. */
export function appPassword(authSecret) {
  return createHmac("sha256", authSecret).update("portal_app").digest("base64url");
}

/** Where an empty installation is set up; the server derives the same secret from the same key. */
export function setupLink(url, { LINK_SECRET, AUTH_SECRET, NEXTAUTH_SECRET }) {
  const key = LINK_SECRET || AUTH_SECRET || NEXTAUTH_SECRET;
  const secret = createHmac("sha256", key)
    .update(JSON.stringify(["setup"]))
    .digest("base64url");

  return `${url}/setup/${secret}`;
}

/** The owner's connection string with the user and password of the role the app runs as. */
export function asAppRole(ownerUrl, authSecret) {
  const url = new URL(ownerUrl);
  url.username = "portal_app";
  url.password = appPassword(authSecret);

  return url.href;
}

/** What the server needs besides its database when everything is local: own secrets, open demo. */
export function localEnvironment(folder, given = process.env) {
  const chosen = Object.fromEntries(
    Object.entries(readSecrets(folder)).map(([name, value]) => [name, given[name] || value]),
  );
  if (!given.AUTH_SECRET && given.NEXTAUTH_SECRET) chosen.AUTH_SECRET = given.NEXTAUTH_SECRET;

  return {
    ...chosen,
    DEMO: given.DEMO === "off" ? "off" : "on",
    MAILBOX_ACCESS: given.MAILBOX_ACCESS || "open",
    SCHEDULER: given.SCHEDULER || "on",
    // The demo's operator has no app that could show a code.
    OPERATOR_SECOND_FACTOR: given.OPERATOR_SECOND_FACTOR || "optional",
  };
}

function parseUrl(name, text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "postgres:" || url?.protocol === "postgresql:") return url;
  throw new Failure(`${name} must look like postgresql://user:password@host:5432/database.`);
}

/**
 * With DATABASE_URL: who migrates, and as whom the server connects. Throws a sentence for each variable
 * that an installation with its own database must set.
 */
export function ownDatabase(given = process.env) {
  const authSecret = given.AUTH_SECRET || given.NEXTAUTH_SECRET;
  const missing = [
    ...(authSecret ? [] : ["AUTH_SECRET"]),
    ...(given.CRON_SECRET ? [] : ["CRON_SECRET"]),
  ];
  if (missing.length > 0) {
    throw new Failure(
      `With DATABASE_URL set, ${missing.join(" and ")} must be set too ` +
        "(32 random bytes each, for example from: openssl rand -base64 32).",
    );
  }
  const server = parseUrl("DATABASE_URL", given.DATABASE_URL);
  const owner = given.DATABASE_OWNER_URL || given.DATABASE_URL;
  parseUrl("DATABASE_OWNER_URL", owner);
  const serverUrl = given.DATABASE_OWNER_URL ? server.href : asAppRole(owner, authSecret);
  const { username, password } = new URL(serverUrl);

  return {
    ownerUrl: owner,
    rolePassword: username === "portal_app" ? decodeURIComponent(password) : undefined,
    env: { DATABASE_URL: serverUrl, SCHEDULER: given.SCHEDULER || "on" },
  };
}
