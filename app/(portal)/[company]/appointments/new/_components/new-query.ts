import * as z from "zod";

import { daySchema, idSchema, instantSchema, optionalField, textSchema } from "@/lib/shared/schema";

const chosen = optionalField(idSchema).catch(undefined);

/** How far somebody has got with a new appointment; everything else in the address is ignored. */
export const newQuerySchema = z.object({
  search: textSchema(80).default("").catch(""),
  customerId: chosen,
  branchId: chosen,
  serviceId: chosen,
  staff: chosen,
  from: optionalField(daySchema).catch(undefined),
  taken: instantSchema.optional().catch(undefined),
});
export type NewQuery = z.output<typeof newQuerySchema>;

/** The address of the same page with other choices. */
export function newHref(home: string, query: NewQuery, change: Partial<NewQuery> = {}): string {
  const values = Object.entries({ ...query, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );

  return `${home}/appointments/new?${new URLSearchParams(values).toString()}`;
}
