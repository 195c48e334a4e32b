import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { missingFromLock } from "@/scripts/complete-lock.mjs";

type Manifest = {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
};

/** The registry here answers no `npm audit`; below these versions are known holes or broken releases. */
const floors = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };

function read(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, "en", { numeric: true }) >= 0;
}

const { dependencies, devDependencies, overrides } = read("package.json");
const pinned = { ...dependencies, ...devDependencies, ...overrides };

describe("the packages", () => {
  it.each(Object.entries(floors))("%s is at least %s, asked for and installed", (name, floor) => {
    const installed = read(`node_modules/${name}/package.json`).version;

    expect(dependencies[name]).toSatisfy((version: string) => isAtLeast(version, floor));
    expect(installed).toSatisfy((version: string) => isAtLeast(version, floor));
    expect(installed).toBe(dependencies[name]);
  });

  it("are pinned to one exact version each", () => {
    const exact = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

    expect(Object.entries(pinned).filter(([, version]) => !exact.test(version))).toEqual([]);
  });

  it("are installed in the versions asked for", () => {
    const others = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name, version]) => read(`node_modules/${name}/package.json`).version !== version,
    );

    expect(others).toEqual([]);
  });

  it("are in the lock file for every machine, or npm ci refuses it on all of them", () => {
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Parameters<
      typeof missingFromLock
    >[0];

    expect(missingFromLock(lock), "run: npm run lock:complete").toEqual([]);
  });
});
