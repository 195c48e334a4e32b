import process from "node:process";

import { benchManagePage } from "./manage-page";
import { benchReschedule } from "./reschedule";

const BENCHES: Record<string, () => Promise<string[]>> = {
  reschedule: benchReschedule,
  "manage-page": benchManagePage,
};

// A bench ends with its database, and pooled connections say so when they lose it.
process.on("uncaughtException", (error: Error & { code?: string }) => {
  if (error.code === "57P01" || error.message.startsWith("Connection terminated")) return;
  console.error(error);
  process.exit(1);
});

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  try {
    for (const line of await bench()) console.log(line);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
process.exit(0);
