import * as z from "zod";

/** RFC 9457 problem details: the one failure shape of the API and of server actions. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    details: z.unknown().optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

export type Problem = z.infer<typeof problemSchema>;

/**
 * What a server action returns: data, or the same problem the API would have sent, together with
 * what was typed, so that a refused form can show it again without JavaScript.
 */
export type ActionResult<Data> =
  { ok: true; data: Data } | { ok: false; problem: Problem; values: Record<string, string> };
