import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { fingerprint, isStamped, stamp } from "./fingerprint.mjs";
import { packageFile, root } from "./paths.mjs";
import { Failure, runCommand } from "./run-command.mjs";

const stampFile = packageFile(".installed-lock");

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** npm's own record of what lies in node_modules agrees with the lock file. */
function matchesLockFile() {
  const wanted = packagesOf(path.join(root, "package-lock.json"));
  const installed = packagesOf(packageFile(".package-lock.json"));
  if (!wanted || !installed) return false;

  return Object.entries(wanted).every(([name, { version, integrity, optional }]) => {
    if (name === "") return true;
    const there = installed[name];
    if (!there) return Boolean(optional);

    return there.version === version && there.integrity === integrity;
  });
}

/** npm must not run on the Node inside the node_modules it is about to replace. */
function pathWithoutNodeModules() {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => !path.resolve(folder).startsWith(path.join(root, "node_modules")))
    .join(path.delimiter);
}

/** Installs the exact packages of package-lock.json unless they are there already. */
export async function ensureDependencies({ say }) {
  const lock = fingerprint(["package-lock.json"]);
  if (isStamped(stampFile, lock)) return;
  if (!matchesLockFile()) {
    say("Installing the packages (npm ci) …");
    rmSync(stampFile, { force: true });
    const { code } = await runCommand("npm", ["ci", "--no-audit", "--no-fund"], {
      show: true,
      shell: process.platform === "win32",
      env: { ...process.env, PATH: pathWithoutNodeModules(), NODE_ENV: "", npm_config_omit: "" },
    });
    if (code !== 0) {
      throw new Failure(
        "npm ci failed; its message is above. Check the connection to the package registry and retry.",
      );
    }
  }
  stamp(stampFile, lock);
}
