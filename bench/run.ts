import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { benchCalcomClosed } from "./calcom-closed";
import { benchLighthouse } from "./lighthouse";
import { benchListPage } from "./list-page";
import { benchMailKills } from "./mail-kills";
import { benchMailQueue } from "./mail-queue";
import { benchManagePage } from "./manage-page";
import { benchReschedule } from "./reschedule";
import { benchScale } from "./scale";
import { benchSlotStorm } from "./slot-storm";
import { benchTiming } from "./timing";

const BENCHES: Record<string, () => Promise<string[]>> = {
  reschedule: benchReschedule,
  "manage-page": benchManagePage,
  "list-page": benchListPage,
  "mail-queue": benchMailQueue,
  "mail-kills": benchMailKills,
  timing: benchTiming,
  "slot-storm": benchSlotStorm,
  scale: benchScale,
  "calcom-closed": benchCalcomClosed,
  lighthouse: benchLighthouse,
};

// A bench ends with its database, and pooled connections say so when they lose it.
process.on("uncaughtException", (error: Error & { code?: string }) => {
  if (error.code === "57P01" || error.message.startsWith("Connection terminated")) return;
  console.error(error);
  process.exit(1);
});

const [wanted] = process.argv.slice(2);
if (wanted === undefined) {
  // One process each: the environment is read once, and every bench has a database of its own.
  const self = fileURLToPath(import.meta.url);
  for (const name of Object.keys(BENCHES)) {
    spawnSync(process.execPath, [...process.execArgv, self, name], { stdio: "inherit" });
  }
  process.exit(0);
}

console.log(`\n── ${wanted}`);
try {
  for (const line of (await BENCHES[wanted]?.()) ?? [`There is no bench "${wanted}".`]) {
    console.log(line);
  }
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
