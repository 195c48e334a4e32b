import process from "node:process";

import { ensureClient } from "./build.mjs";
import { exitWith } from "./run-command.mjs";

await ensureClient({ say: (line) => process.stdout.write(`${line}\n`) }).catch(exitWith);
