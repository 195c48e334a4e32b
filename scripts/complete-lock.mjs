import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

import { root } from "./paths.mjs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = [
  ...["arm64", "arm", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"],
];

/** Where npm would look for a package that another one asks for, nearest first. */
function places(asker, name) {
  const found = [];
  for (let at = asker; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    found.push(`${at}/node_modules/${name}`);
  }

  return [...found, `node_modules/${name}`];
}

/** The optional packages that a lock file's packages name and that it has no entry for. */
export function missingFromLock({ packages }) {
  return Object.entries(packages).flatMap(([asker, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !places(asker, name).some((place) => packages[place]))
      .map(([name, version]) => ({ name, version })),
  );
}

function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (cpu.length !== 1 || (os.length !== 1 && cpu[0] !== "wasm32")) {
    throw new Error(`For which machine is ${name}? Add it to package-lock.json by hand.`);
  }

  return { cpu, ...(os.length > 0 ? { os } : {}) };
}

/**
 * Adds the packages of other machines to package-lock.json. npm leaves out those the registry it asked
 * does not have, and `npm ci` then refuses the lock file, on this machine too. Run after every change
 * of packages.
 */
function completeLock(file) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  for (const { name, version } of missingFromLock(lock)) {
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  completeLock(path.join(root, "package-lock.json"));
}
