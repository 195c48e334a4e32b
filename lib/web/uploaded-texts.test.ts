import { describe, expect, it } from "vitest";

import { InvalidInput } from "@/lib/web/parse-input";
import { UPLOAD_MAX_BYTES, uploadedTexts } from "@/lib/web/uploaded-texts";

function upload(content: BlobPart): FormData {
  const form = new FormData();
  form.set("list", new File([content], "liste.csv", { type: "text/csv" }));
  form.set("other", new File(["geheim"], "other.txt"));

  return form;
}
const textOf = (content: BlobPart) => uploadedTexts(upload(content), ["list"]);
const refusal = (message: string) => ({ issues: [{ path: ["list"], message }] });

describe("an uploaded text", () => {
  it("is what is in the file, for the fields that take one", async () => {
    await expect(textOf("email\nanna@example.org")).resolves.toEqual({
      list: "email\nanna@example.org",
    });
  });

  it("is read as spreadsheets write it, without a mark at its start", async () => {
    await expect(textOf("\uFEFFJürgen")).resolves.toEqual({ list: "Jürgen" });
    await expect(textOf(new Uint8Array([0x4a, 0xfc, 0x72, 0x67]))).resolves.toEqual({
      list: "Jürg",
    });
  });

  it("is nothing where no file was chosen, or something else was sent in its place", async () => {
    const form = new FormData();
    form.set("list", "typed");

    await expect(textOf("")).resolves.toEqual({});
    await expect(uploadedTexts(form, ["list"])).resolves.toEqual({});
  });

  it("is refused when it is large, and when it is no text", async () => {
    await expect(textOf("a".repeat(UPLOAD_MAX_BYTES))).resolves.toHaveProperty("list");
    const tooLarge = textOf("a".repeat(UPLOAD_MAX_BYTES + 1));
    await expect(tooLarge).rejects.toThrow(InvalidInput);
    await expect(tooLarge).rejects.toMatchObject(refusal("file-too-large"));
    const zipped = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0, 0x81]);
    await expect(textOf(zipped)).rejects.toMatchObject(refusal("file-unreadable"));
    await expect(textOf("anna@example.org\u0000")).rejects.toMatchObject(
      refusal("file-unreadable"),
    );
  });
});
