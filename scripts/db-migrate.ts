import process from "node:process";

import { migrate } from "../prisma/migrate";
import { findRunning, ownerUrl } from "./embedded-database.mjs";

async function ownerConnection(): Promise<string> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;
  const given = DATABASE_OWNER_URL ?? DATABASE_URL;
  if (given) return given;

  const running = await findRunning();
  if (!running) throw new Error("The built-in database is not running. Start it with: npm start");

  return ownerUrl(running);
}

try {
  const applied = await migrate(await ownerConnection());
  for (const name of applied) console.log(`Applied ${name}`);
  if (applied.length === 0) console.log("The database is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
