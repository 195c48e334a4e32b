import "server-only";

import type * as z from "zod";

import { LinkExpired } from "@/lib/appointments/errors";
import type { ActionResult } from "@/lib/shared/problem";
import { envelope, waking } from "@/lib/web/action";
import { findManagedRequest, type ManagedRequest } from "@/lib/web/managed-request";
import { parseInput } from "@/lib/web/parse-input";

/** A server action for the holder of a manage link; the link's cookie says who that is. */
export function managedAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (request: ManagedRequest, input: z.output<Schema>) => Promise<Data>,
) {
  return (_previous: unknown, form: FormData): Promise<ActionResult<Data>> =>
    envelope(form, async ({ company = "", ...values }) => {
      const request = await findManagedRequest(company, values["appointmentId"] ?? "");
      if (request === null) throw new LinkExpired();

      return waking(request.ctx, run(request, parseInput(schema, values)));
    });
}

export function managedHref({ appointment }: ManagedRequest): string {
  return `/c/${appointment.company.slug}/${appointment.id}`;
}
