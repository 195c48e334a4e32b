import "server-only";

import { InvalidInput } from "@/lib/web/parse-input";

/** A list of 200 people is 20 KB; nobody has more to upload here. */
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
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const field of fields) {
    const file = form.get(field);
    if (!(file instanceof File) || file.size === 0) continue;
    if (file.size > UPLOAD_MAX_BYTES) throw refused(field, "file-too-large");
    const text = decode(await file.arrayBuffer());
    if (UNREADABLE.test(text)) throw refused(field, "file-unreadable");
    texts[field] = text;
  }

  return texts;
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
