import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { mayEnter, sharedFolder } from "./postgres-binaries.mjs";
import { runOrFail } from "./run-command.mjs";

/** Reads what is known of the database of a data folder: password, port, cluster folder, keeper. */
export function readState(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, "database.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** Writes it, readable by its owner alone: it holds the password. */
export function writeState(folder, state) {
  const file = path.join(folder, "database.json");
  fs.writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  fs.chmodSync(file, 0o600);
}

/** The process that serves a cluster according to its postmaster.pid, or undefined. */
export function postmasterPid(cluster) {
  try {
    return Number(fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n", 1)[0]);
  } catch {
    return undefined;
  }
}

function clusterFolder(folder, user) {
  if (user === undefined) return path.join(folder, "postgres");
  fs.chmodSync(folder, 0o711);
  if (mayEnter(user, folder)) return path.join(folder, "postgres");

  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);

  return path.join(sharedFolder, `data-${name}`);
}

/**
 * Makes the cluster of a data folder when it has none and answers its state. Sorting and letter case
 * are PostgreSQL's own C.UTF-8, so they do not depend on the machine.
 */
export async function ensureCluster(folder, programs) {
  fs.mkdirSync(folder, { recursive: true });
  const known = readState(folder);
  if (known && fs.existsSync(path.join(known.cluster, "PG_VERSION"))) return known;

  const cluster = clusterFolder(folder, programs.user);
  const state = { password: randomBytes(24).toString("base64url"), cluster };
  const passwordFile = path.join(os.tmpdir(), `portal-${randomBytes(8).toString("hex")}`);
  fs.rmSync(cluster, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(cluster), { recursive: true, mode: 0o755 });
  fs.mkdirSync(cluster, { mode: 0o700 });
  fs.writeFileSync(passwordFile, state.password, { mode: 0o600, flag: "wx" });
  if (programs.user) {
    fs.chownSync(cluster, programs.user.uid, programs.user.gid);
    fs.chownSync(passwordFile, programs.user.uid, programs.user.gid);
  }
  try {
    await runOrFail("The built-in database could not be created.", {
      command: programs.initdb,
      args: [
        ...[`--pgdata=${cluster}`, "--username=portal_owner", `--pwfile=${passwordFile}`],
        ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"],
        ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      ],
      ...programs.user,
      cwd: programs.user ? "/" : folder,
    });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  writeState(folder, state);

  return state;
}
