import process from "node:process";
import { pathToFileURL } from "node:url";

import { startCalcomSimulator } from "./calcom/server.mjs";

// Cal.com's API on this machine, as far as the portal uses it. docs/operations.md says how to make it misbehave.
const {
  CALCOM_SIMULATOR_PORT = "8026",
  CALCOM_SIMULATOR_ACCOUNT,
  CALCOM_SIMULATOR_FILE,
  CALCOM_SIMULATOR_LIMIT = "120",
} = process.env;

const { account } =
  CALCOM_SIMULATOR_ACCOUNT === undefined
    ? {}
    : await import(pathToFileURL(CALCOM_SIMULATOR_ACCOUNT).href);
const simulator = await startCalcomSimulator({
  port: Number(CALCOM_SIMULATOR_PORT),
  limit: Number(CALCOM_SIMULATOR_LIMIT),
  file: CALCOM_SIMULATOR_FILE,
  account,
});
process.stdout.write(`Cal.com, simulated: ${simulator.url}\n`);

// Started by another process (the portal, a test), it ends with it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 500).unref();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
