import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

import { sourceFiles } from "@/tests/support/source-files";

const files = sourceFiles();
const nameless =
  /^(index|utils?|helpers?|misc|common|constants|types|functions)\.(d\.)?(ts|tsx|mjs)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|db\.test|d))?\.(ts|tsx|mjs|mts)$/;
const rooms = ["shared", "platform", "web", "jobs", "tenancy"];
const pureFile = /^(schema|errors|policy|rules|endpoints)\.ts$/;

function lines(file: string): number {
  return readFileSync(file, "utf8").trimEnd().split("\n").length;
}

function isDomainWord(file: string): boolean {
  const [, , ...inside] = file.split("/");
  if (inside[0] === "service") return inside.length === 2;
  if (inside.length !== 1) return false;

  return inside[0]!.endsWith(".test.ts") || pureFile.test(inside[0]!);
}

describe("the house", () => {
  it("has names that say what is inside, and no drawer for the rest", () => {
    expect(files.filter((file) => nameless.test(path.basename(file)))).toEqual([]);
  });

  it("writes file names in kebab-case", () => {
    expect(files.filter((file) => !kebab.test(path.basename(file)))).toEqual([]);
  });

  it("gives every domain the same rooms: pure files, and services beside them", () => {
    const inDomains = files.filter(
      (file) => file.startsWith("lib/") && !rooms.includes(file.split("/")[1]!),
    );

    expect(inDomains.filter((file) => !isDomainWord(file))).toEqual([]);
  });

  it("leaves no file loose in lib or components", () => {
    expect(files.filter((file) => /^(lib|components)\/[^/]+$/.test(file))).toEqual([]);
  });

  it("lets a route's pieces call only the actions of that route", () => {
    const strangers = files
      .filter((file) => /^app\/.*_components\/.*\.tsx?$/.test(file))
      .flatMap((file) => {
        const home = file.slice(0, file.indexOf("/_components/"));
        const imported = [...readFileSync(file, "utf8").matchAll(/from "([^"]*\/actions)"/g)];

        return imported
          .map(([, name]) =>
            name!.startsWith("@/") ? name!.slice(2) : path.join(path.dirname(file), name!),
          )
          .filter((actions) => path.dirname(actions) !== home)
          .map((actions) => `${file} imports ${actions}`);
      });

    expect(strangers).toEqual([]);
  });
});

describe("the size of files", () => {
  const written = files.filter((file) => !/\.d\.m?ts$/.test(file));
  const sizes = written.map(lines).sort((one, other) => one - other);

  it("is at most 300 lines", () => {
    expect(written.filter((file) => lines(file) > 300)).toEqual([]);
  });

  it("is at most 150 lines for nine in ten", () => {
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(150);
  });
});
