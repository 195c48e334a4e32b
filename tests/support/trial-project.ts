import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export type Violation = { from: string; to: string; rule: { name: string } };

const packages = [
  ...["zod", "temporal-polyfill", "react", "react-dom", "next", "next-auth", "pg"],
  ...["@prisma/client", "vitest"],
];

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function toSource(imports: string[]): string {
  const lines = imports.map((name, index) =>
    name.startsWith("type ")
      ? `import type { Named${index} } from "${name.slice(5)}";\nexport type Uses${index} = Named${index};`
      : `import * as used${index} from "${name.replace(/\.tsx?$/, "")}";\nexport { used${index} };`,
  );

  return `export type Named0 = string;\nexport type Named2 = string;\n${lines.join("\n")}\n`;
}

/** Writes files with these imports into a project of their own and lets the real rules judge them. */
export function judge(files: Record<string, string[]>): Violation[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-layers-"));
  const dependencies = Object.fromEntries(packages.map((name) => [name, "1.0.0"]));
  const { vitest, ...production } = dependencies;
  try {
    cpSync(".dependency-cruiser.cjs", path.join(folder, ".dependency-cruiser.cjs"));
    const manifest = { type: "module", dependencies: production, devDependencies: { vitest } };
    write(folder, "package.json", JSON.stringify(manifest));
    const compilerOptions = {
      module: "esnext",
      moduleResolution: "bundler",
      paths: { "@/*": ["./*"] },
    };
    write(folder, "tsconfig.json", JSON.stringify({ compilerOptions }));
    for (const name of packages) {
      const home = `node_modules/${name}`;
      write(folder, `${home}/package.json`, JSON.stringify({ name, version: "1.0.0" }));
      write(folder, `${home}/index.js`, "");
    }
    write(folder, "node_modules/next/link.js", "");
    for (const [file, imports] of Object.entries(files)) write(folder, file, toSource(imports));
    const report = runCruiser(folder, [
      ...new Set(Object.keys(files).map((f) => f.split("/")[0]!)),
    ]);

    return report.summary.violations;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runCruiser(folder: string, roots: string[]): { summary: { violations: Violation[] } } {
  const program = path.resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  const output = execFileSync(process.execPath, [program, ...options, ...roots], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

  return JSON.parse(output) as { summary: { violations: Violation[] } };
}
