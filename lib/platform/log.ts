import "server-only";

import pino from "pino";

import { env } from "@/lib/platform/env";

/** Secrets never reach a log: what might carry one is cut out wherever it stands. */
const REDACT = [
  "password",
  "token",
  "secret",
  "cookie",
  "authorization",
  "*.password",
  "*.token",
  "*.secret",
  "*.cookie",
  "*.authorization",
  "headers.cookie",
  "headers.authorization",
];

let root: pino.Logger | undefined;

/** The structured log: one JSON line an event, on standard output. */
export function log(): pino.Logger {
  root ??= pino({ level: env().LOG_LEVEL, redact: REDACT, base: null });

  return root;
}
