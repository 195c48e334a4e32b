import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url)).replace(/[\\/]$/, "");

/** The folder of this clone that holds its database, its secrets and its log; git ignores it. */
export const dataFolder = path.join(root, ".data");

/** Node 24 from node_modules when it is installed, otherwise the Node that runs this script. */
export function nodeBinary() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const installed = path.join(root, "node_modules", "node", "bin", name);

  return existsSync(installed) ? installed : process.execPath;
}

/** The arguments that run a TypeScript file of this project outside Next ("server-only" included). */
export function typescript(file, ...args) {
  return ["--conditions=react-server", "--import", "tsx", path.join(root, file), ...args];
}

/** The JavaScript file behind a command of an installed package, to be run with nodeBinary(). */
export function packageFile(...parts) {
  return path.join(root, "node_modules", ...parts);
}
