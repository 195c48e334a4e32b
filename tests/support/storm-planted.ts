import { setTimeout as wait } from "node:timers/promises";

import type { TenantContext } from "@/lib/tenancy/context";

import type { Outcome } from "./storm-order";

export type Known = {
  id: string;
  version: number;
  customerId: string;
  startsAt: Date;
  staffId: string;
};

type Move = { known: Known; wanted: { startsAt: Date; staffId: string } };

/** The predecessor's way: read, compare in code, and write what was read plus one. */
export async function moveWithoutReferee(
  ctx: TenantContext,
  { known, wanted }: Move,
): Promise<Outcome> {
  const { companyId } = ctx;
  const row = await ctx.transaction((db) =>
    db.appointment.findUnique({ where: { companyId_id: { companyId, id: known.id } } }),
  );
  if (row?.version !== known.version) return { result: "refused" };

  // Between comparing and writing there is always some time; here enough for others to come between.
  await wait(10);
  const version = row.version + 1;
  await ctx.transaction((db) =>
    db.appointment.update({
      where: { companyId_id: { companyId, id: known.id } },
      data: {
        ...wanted,
        endsAt: new Date(wanted.startsAt.getTime() + 45 * 60_000),
        version,
      },
    }),
  );

  return { result: "done", id: known.id, version };
}
