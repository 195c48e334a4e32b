"use client";

import { useRefusal } from "./action-form";

/**
 * What the page has shown of a row that others change, too. Whoever was told what stands there now
 * has seen that, and may go on from there.
 */
export function KeptVersion({ version }: { version: number }) {
  const details = useRefusal().details as { version?: number } | undefined;

  return <input type="hidden" name="version" value={details?.version ?? version} />;
}
