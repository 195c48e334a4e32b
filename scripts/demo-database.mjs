import process from "node:process";

import { createDatabase, hasDatabase, renameDatabase } from "./databases.mjs";
import { ownerUrl, start } from "./embedded-database.mjs";
import { appPassword, asAppRole } from "./environment.mjs";
import { nodeBinary, typescript } from "./paths.mjs";
import { Failure, runCommand } from "./run-command.mjs";

/** Migrates a database and, for the demo, fills it when it is empty; answers what was done. */
export async function prepareDatabase({ owner, rolePassword, demo, env }) {
  const { code, stdout, output } = await runCommand(
    nodeBinary(),
    typescript("scripts/prepare-database.ts"),
    {
      env: {
        ...process.env,
        ...env,
        PORTAL_OWNER_URL: owner,
        PORTAL_ROLE_PASSWORD: rolePassword ?? "",
        PORTAL_DEMO: demo ? "on" : "off",
      },
    },
  );
  if (code !== 0) throw new Failure(`The database could not be prepared:\n\n${output.trim()}`);

  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/**
 * Starts the embedded database of a data folder, with the demo in it unless DEMO is off. A new one is filled under another
 * name first, so that a seed that was interrupted is never taken for a finished one.
 */
export async function startDemoDatabase({ folder, env, ...options }) {
  const server = await start({ folder, ...options });
  try {
    const isNew = !(await hasDatabase(server, "portal"));
    const name = isNew ? "portal_unfinished" : "portal";
    if (isNew) await createDatabase(server, name);
    const owner = ownerUrl(server, name);
    const { signIns, isEmpty } = await prepareDatabase({
      owner,
      rolePassword: appPassword(env.AUTH_SECRET),
      demo: env.DEMO !== "off",
      env: { ...env, DATABASE_URL: asAppRole(owner, env.AUTH_SECRET) },
    });
    if (isNew) await renameDatabase(server, name, "portal");

    return { server, signIns, isEmpty, databaseUrl: asAppRole(ownerUrl(server), env.AUTH_SECRET) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
