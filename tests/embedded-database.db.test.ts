import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";

import { createDatabase, hasDatabase } from "@/scripts/databases.mjs";
import { findRunning, ownerUrl, start, type Started } from "@/scripts/embedded-database.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-embedded-"));
const options = { folder, preferredPort: 54_600, throwAway: true };
let last: Started | undefined;

async function startAgain(): Promise<Started> {
  last = await start(options);

  return last;
}

function killPostgres({ cluster }: Started): void {
  process.kill(Number(readFileSync(`${cluster}/postmaster.pid`, "utf8").split("\n")[0]), "SIGKILL");
}

afterAll(async () => {
  await last?.stop();
  if (last) rmSync(last.cluster, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

describe("the embedded database", () => {
  it("starts on an empty folder, stops, and keeps its data and its password", async () => {
    const first = await startAgain();
    await createDatabase(first, "portal");
    await first.stop();
    await expect(findRunning(folder)).resolves.toBeUndefined();

    const second = await startAgain();
    await expect(hasDatabase(second, "portal")).resolves.toBe(true);
    expect(second.password).toBe(first.password);
    expect(statSync(path.join(folder, "database.json")).mode & 0o777).toBe(0o600);
  });

  it("is found by who asks, and refuses a wrong password", async () => {
    const running = await findRunning(folder);
    expect(running?.port).toBe(last!.port);

    const stranger = new pg.Client(ownerUrl({ ...running!, password: "wrong" }, "postgres"));
    await expect(stranger.connect()).rejects.toThrow("password authentication failed");
  });

  it("comes back after kill -9", async () => {
    killPostgres(last!);

    await expect(hasDatabase(await startAgain(), "portal")).resolves.toBe(true);
  });

  it("is shared with a process that already keeps it, and left running by the second", async () => {
    const other = { ...(await start(options)) };
    expect(other.shared).toBe(true);
    await other.stop();

    await expect(findRunning(folder)).resolves.toBeDefined();
  });

  it("moves to the next port when another program took its own", async () => {
    const { port } = last!;
    await last!.stop();
    const squatter = net.createServer().listen(port, "127.0.0.1");
    const moved = await startAgain();
    squatter.close();

    expect(moved.port).toBeGreaterThan(port);
  });
});
