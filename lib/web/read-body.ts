import "server-only";

/** A sign-in or a choice of language, with room to spare. */
export const FORM_MAX_BYTES = 16 * 1024;

/** The bytes of a request as they came; null where there are more than anybody has to send. */
export async function readBody(
  request: Request,
  mostBytes: number,
): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }

  return Buffer.concat(chunks);
}
