import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export type Simulator = {
  url: string;
  child: ChildProcess;
  /** What it has accepted, and how often it was asked to accept the same mail under a new id. */
  summary: () => Promise<{ accepted: number; mails: number; acceptedTwice: number }>;
  fault: (plan: { kind: string; count?: number; chance?: number; ms?: number }) => Promise<void>;
  stop: () => Promise<void>;
};

/** Resend's simulator as the process it is; `variables` as docs/operations.md names them. */
export async function startSimulator(variables: Record<string, string> = {}): Promise<Simulator> {
  const child = spawn(process.execPath, ["scripts/simulators/resend.mjs"], {
    env: { ...process.env, SIMULATOR_PORT: "0", SIMULATOR_DELAY_MS: "0", ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const url = /http:\S+/.exec(said.toString())?.[0] ?? "";

  return {
    url,
    child,
    summary: async () =>
      (await (await fetch(`${url}/admin/summary`)).json()) as Awaited<
        ReturnType<Simulator["summary"]>
      >,
    fault: async (plan) => {
      const response = await fetch(`${url}/admin/faults`, {
        method: "POST",
        body: JSON.stringify(plan),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
