import "server-only";

import { translator } from "@/lib/platform/messages";
import { accessCsv } from "@/lib/team/service/access-csv";
import { listAccess } from "@/lib/team/service/list-access";
import { NotAllowed } from "@/lib/tenancy/errors";
import { refuseCrossSite } from "@/lib/web/cross-site";
import { csvResponse } from "@/lib/web/csv-response";
import { requireMember } from "@/lib/web/page-context";

/** The access review as a file, in the reader's language, for those who may see the page. */
export async function accessRoute(request: Request, slug: string): Promise<Response> {
  const refused = refuseCrossSite(request);
  if (refused !== null) return refused;
  const { ctx, company, locale } = await requireMember(slug);
  const team = translator(locale, "team");
  const common = translator(locale, "common");
  try {
    const csv = accessCsv(await listAccess(ctx), {
      locale,
      heading: (column) => team(`access.column.${column}`),
      word: (column, { role, kind }) =>
        column === "role" ? common(`role.${role}`) : team(`access.kind.${kind}`),
    });

    return csvResponse(csv, {
      name: team("access.fileName"),
      now: ctx.now,
      timeZone: company.timeZone,
    });
  } catch (error) {
    if (error instanceof NotAllowed) return new Response("Forbidden", { status: 403 });
    throw error;
  }
}
