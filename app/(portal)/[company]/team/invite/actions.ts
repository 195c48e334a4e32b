"use server";

import { redirect } from "next/navigation";

import { inviteManySchema } from "@/lib/invitations/schema";
import { inviteMany } from "@/lib/invitations/service/invite-many";
import { action } from "@/lib/web/action";

export const inviteAction = action(
  inviteManySchema,
  async (ctx, input, { company }) => {
    const report = await inviteMany(ctx, input);
    const isAllWell = report.rows.every(({ problem }) => problem === null);
    if (isAllWell && report.rows.length < 2) {
      redirect(`/${company.slug}/team${report.rows.length === 0 ? "" : "?done=invited"}`);
    }

    return report;
  },
  { names: ["list"] },
);
