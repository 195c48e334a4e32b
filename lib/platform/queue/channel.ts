import "server-only";

import { prisma } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";

export type PauseKind = "configuration" | "quota" | "busy";

export type ChannelPause = {
  kind: PauseKind;
  error: string;
  since: Date;
  until: Date;
  /** False once it is over and nobody has tried again yet. */
  isInForce: boolean;
};

/** Longest first: what has to be mended by hand is looked at again every five minutes. */
const PAUSE_SECONDS = { quota: 3600, configuration: 300 } as const;
const ERROR_LENGTH = 500;

/** Why nothing is handed over, or null. The database's clock decides. */
export async function findChannelPause(): Promise<ChannelPause | null> {
  const [row] = await prisma().$queryRaw<ChannelPause[]>`
    select pause_kind as kind, pause_error as error, paused_since as since, paused_until as until,
      paused_until > now() as "isInForce"
    from mail_channel where paused_until is not null`;

  return row ?? null;
}

/** How long the provider is left alone after such a refusal. */
export function pauseSeconds(kind: PauseKind, retryAfterSeconds?: number): number {
  return retryAfterSeconds ?? (kind === "busy" ? 1 : PAUSE_SECONDS[kind]);
}

/** Stops every queue of every instance for a while: the refusal is not about one mail. */
export async function pauseChannel(kind: PauseKind, error: string, seconds: number): Promise<void> {
  log().warn({ kind, error, seconds }, "mail channel paused");
  await prisma().$executeRaw`
    update mail_channel set paused_until = now() + make_interval(secs => ${seconds}),
      paused_since = case when pause_kind = ${kind} then paused_since else now() end,
      pause_kind = ${kind}, pause_error = ${error.slice(0, ERROR_LENGTH)}`;
}

/** The provider has taken a mail again. */
export async function resumeChannel(): Promise<void> {
  const cleared = await prisma().$executeRaw`
    update mail_channel set paused_until = null, paused_since = null, pause_kind = null,
      pause_error = null
    where paused_until is not null`;
  if (cleared > 0) log().info("mail channel open again");
}
