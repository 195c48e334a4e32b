import { existsSync, readdirSync } from "node:fs";

const houses = ["app", "bench", "components", "e2e", "lib", "prisma", "scripts", "tests"];
const source = /\.(ts|tsx|mjs|mts)$/;

/** Every source file of the project with its folder, generated code left out. */
export function sourceFiles(): string[] {
  return houses
    .filter((house) => existsSync(house))
    .flatMap((house) =>
      readdirSync(house, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && source.test(entry.name))
        .map((entry) => `${entry.parentPath.replaceAll("\\", "/")}/${entry.name}`),
    )
    .filter(
      (file) =>
        !file.startsWith("lib/platform/db/generated/") && !file.startsWith("bench/empty-app/"),
    );
}
