import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { root } from "./paths.mjs";

const ignored = /(^|\/)(generated|node_modules)(\/|$)|\.test\.tsx?$|\/\.DS_Store$/;

function filesBelow(relative) {
  const absolute = path.join(root, relative);
  if (ignored.test(relative) || !existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [relative];

  return readdirSync(absolute)
    .sort()
    .flatMap((name) => filesBelow(`${relative}/${name}`));
}

/** One hash over names and contents of these files and folders, tests and generated code left out. */
export function fingerprint(relatives) {
  const hash = createHash("sha256");
  for (const file of relatives.flatMap(filesBelow)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }

  return hash.digest("hex");
}

/** True when the product that carries this stamp was made from exactly these sources. */
export function isStamped(stampFile, value) {
  try {
    return readFileSync(stampFile, "utf8") === value;
  } catch {
    return false;
  }
}

/** Records from which sources a product was made; the stamp lies inside it and disappears with it. */
export function stamp(stampFile, value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, value);
}
