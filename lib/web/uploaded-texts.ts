import "server-only";

import { InvalidInput } from "@/lib/web/parse-input";

/** A list of 200 people is 20 KB; only who imports a whole file has more to upload. */
export const UPLOAD_MAX_BYTES = 128 * 1024;

/** Whatever is no text: a table that was not saved as CSV, a picture, a program. */
const UNREADABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;

/**
 * What is in the text files of a form. Spreadsheets that do not write UTF-8 write Windows-1252.
 *
 * @throws InvalidInput a file that is too large, or no text
 */
export async function uploadedTexts(
  form: FormData,
  fields: readonly string[],
  maxBytes = UPLOAD_MAX_BYTES,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const field of fields) {
    const file = form.get(field);
    if (!(file instanceof File) || file.size === 0) continue;
    if (file.size > maxBytes) throw refused(field, "file-too-large");
    const text = decode(await file.arrayBuffer());
    if (UNREADABLE.test(text)) throw refused(field, "file-unreadable");
    texts[field] = text;
  }

  return texts;
}

/** What the files of a form are called, as `<field>.name`. */
export function uploadedNames(form: FormData, fields: readonly string[]): Record<string, string> {
  const files = fields.map((field) => [field, form.get(field)] as const);

  return Object.fromEntries(
    files.flatMap(([field, file]) => (file instanceof File ? [[`${field}.name`, file.name]] : [])),
  );
}

function refused(field: string, message: string): InstanceType<typeof InvalidInput> {
  return new InvalidInput({ issues: [{ path: [field], message }] });
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
