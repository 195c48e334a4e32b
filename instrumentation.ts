/** Runs once when the server starts: wrong variables stop it here, with a sentence. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- set by Next; the edge bundle must not see more
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;

  const { boot } = await import("@/lib/jobs/boot");
  await boot();
}
