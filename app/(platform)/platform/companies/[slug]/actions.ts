"use server";

import { redirect } from "next/navigation";

import { disablePilotSchema, enablePilotSchema, inviteOwnerSchema } from "@/lib/companies/schema";
import { inviteOwner } from "@/lib/companies/service/create-company";
import { disablePilot, enablePilot } from "@/lib/companies/service/set-pilot";
import { slugSchema } from "@/lib/shared/schema";
import { operatorAction } from "@/lib/web/action";

const ofCompany = { slug: slugSchema };

export const inviteOwnerAction = operatorAction(
  inviteOwnerSchema.extend(ofCompany),
  async ({ operator }, { slug, ...input }) => {
    await inviteOwner(operator, input);
    redirect(`/platform/companies/${slug}?done=invited`);
  },
);

export const enablePilotAction = operatorAction(
  enablePilotSchema.extend(ofCompany),
  async ({ operator }, { slug, ...input }) => {
    await enablePilot(operator, input);
    redirect(`/platform/companies/${slug}?done=enabled`);
  },
);

export const disablePilotAction = operatorAction(
  disablePilotSchema.extend(ofCompany),
  async ({ operator }, { slug, ...input }) => {
    await disablePilot(operator, input);
    redirect(`/platform/companies/${slug}?done=disabled`);
  },
);
