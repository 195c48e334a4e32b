import { withOwner } from "./embedded-database.mjs";

function quoted(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** True when the embedded server has a database of this name. */
export function hasDatabase(state, name) {
  return withOwner(state, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);

    return rowCount === 1;
  });
}

/** Creates a database, empty or as a copy of another that nobody is connected to; replaces one there. */
export function createDatabase(state, name, template = "template0") {
  return withOwner(state, async (client) => {
    await client.query(`drop database if exists ${quoted(name)} with (force)`);
    await client.query(`create database ${quoted(name)} template ${quoted(template)}`);
  });
}

/** Gives a database its final name, so that under that name it is always complete. */
export function renameDatabase(state, from, to) {
  return withOwner(state, (client) =>
    client.query(`alter database ${quoted(from)} rename to ${quoted(to)}`),
  );
}
