import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";

import { MESSAGES, type Namespace } from "@/lib/platform/messages";
import { sourceFiles } from "@/tests/support/source-files";

type Tree = { [key: string]: string | Tree };

const namespaces = Object.keys(MESSAGES.de) as Namespace[];
const sources = sourceFiles()
  .filter((file) => file.startsWith("lib/") && !file.includes(".test."))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

/** Every sentence of an area with its whole key. */
function sentences(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : sentences(value, `${path}${key}.`),
  );
}

/** The arguments of an ICU message, also inside the branches of plurals and selections. */
function placeholders(message: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (text: string): void => {
    for (const part of bracedParts(text)) {
      const [, name = "", kind = "value", rest = ""] =
        /^\s*(\w+)\s*(?:,\s*(\w+)\s*(?:,(.*))?)?$/s.exec(part) ?? [];
      if (name === "") throw new Error(`not an argument: {${part}}`);
      found.set(name, kind);
      for (const branch of bracedParts(rest)) walk(branch);
    }
  };
  walk(message);

  return found;
}

/** What stands between the outermost braces. */
function bracedParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "{" && ++depth === 1) start = index + 1;
    if (text[index] === "}" && --depth === 0) parts.push(text.slice(start, index));
  }
  if (depth !== 0) throw new Error(`braces without their counterparts: ${text}`);

  return parts;
}

const inLanguage = (locale: "de" | "en", namespace: Namespace) =>
  new Map(sentences(MESSAGES[locale][namespace]));

describe.each(namespaces)("the sentences of %s", (namespace) => {
  const german = inLanguage("de", namespace);
  const english = inLanguage("en", namespace);

  it("exist in both languages", () => {
    expect([...english.keys()].sort()).toEqual([...german.keys()].sort());
    expect([...german, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("say the same: with the same values in both languages", () => {
    const unlike = [...german].filter(([key, text]) => {
      const here = [...placeholders(text)].sort();
      const there = [...placeholders(english.get(key) ?? "")].sort();

      return JSON.stringify(here) !== JSON.stringify(there);
    });

    expect(unlike.map(([key]) => key)).toEqual([]);
  });

  it.each(["de", "en"] as const)("can all be written in %s", (locale) => {
    const errors: unknown[] = [];
    const t = createTranslator({
      locale,
      messages: MESSAGES[locale][namespace],
      onError: (error) => errors.push(error),
    }) as unknown as (key: string, values: Record<string, string | number>) => string;

    for (const [key, text] of inLanguage(locale, namespace)) {
      const values = [...placeholders(text)].map(([name, kind]) => [
        name,
        kind === "plural" || kind === "number" ? 2 : "x",
      ]);
      expect(t(key, Object.fromEntries(values) as Record<string, string | number>)).not.toContain(
        "{",
      );
    }
    expect(errors).toEqual([]);
  });
});

describe("what went wrong", () => {
  const declared = [...sources.matchAll(/defineError\(\{\s*code: "([^"]+)",\s*kind: "([^"]+)"/g)];

  it("has a sentence and a heading in both languages, and a code of its own", () => {
    expect(declared.length).toBeGreaterThan(25);
    expect(declared).toHaveLength(sources.match(/ defineError\(\{/g)?.length ?? 0);
    expect(new Set(declared.map(([, code]) => code)).size).toBe(declared.length);

    for (const locale of ["de", "en"] as const) {
      const known = inLanguage(locale, "problems");
      const missing = declared
        .flatMap(([, code, kind]) => [String(code), `kinds.${String(kind)}`])
        .filter((key) => !known.has(key));
      expect(missing).toEqual([]);
    }
  });

  it("has a sentence for every field in both languages", () => {
    const keys = [
      ...sources.matchAll(/\b(?:error|message): "([a-z]+(?:-[a-z]+)*)"/g),
      ...sources.matchAll(/\? "([a-z]+(?:-[a-z]+)*)" : "[a-z]+(?:-[a-z]+)*" \};/g),
    ].map(([, key]) => String(key));

    expect(keys).toContain("email-invalid");
    expect(keys).toContain("required");
    for (const locale of ["de", "en"] as const) {
      const known = inLanguage(locale, "problems");
      expect(keys.filter((key) => !known.has(`fields.${key}`))).toEqual([]);
    }
  });
});
