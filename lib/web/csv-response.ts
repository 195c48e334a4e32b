import "server-only";

import { localDate } from "@/lib/shared/format";

type File = { name: string; now: Date; timeZone: string };

/** A table to keep, named after what it holds and the company's day: `termine-2026-11-28.csv`. */
export function csvResponse(csv: string, { name, now, timeZone }: File): Response {
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}-${localDate(now, timeZone)}.csv"`,
      "cache-control": "no-store",
    },
  });
}
