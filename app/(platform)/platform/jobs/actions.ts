"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { operatorAction } from "@/lib/web/action";
import { dryRun } from "@/lib/web/jobs-page";

export const dryRunAction = operatorAction(
  z.object({ job: z.string().max(80) }),
  async (_request, { job }) => {
    redirect(`/platform/jobs?dryRun=${await dryRun(job)}#${job}`);
  },
);
