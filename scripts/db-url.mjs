import { findRunning, ownerUrl } from "./embedded-database.mjs";
import { exitWith, Failure } from "./run-command.mjs";

const running = await findRunning();
if (running) process.stdout.write(`${ownerUrl(running)}\n`);
else exitWith(new Failure("The built-in database is not running. Start it with: npm start"));
