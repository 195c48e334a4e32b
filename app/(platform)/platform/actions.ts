"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { requestPasswordResetSchema } from "@/lib/accounts/schema";
import {
  endSessionsOf,
  findManagedAccount,
  resetSecondFactorOf,
  setOperator,
} from "@/lib/accounts/service/manage-account";
import { requestPasswordReset } from "@/lib/accounts/service/password-reset";
import { createCompanySchema } from "@/lib/companies/schema";
import { createCompany } from "@/lib/companies/service/create-company";
import { NotFound } from "@/lib/tenancy/errors";
import { operatorAction } from "@/lib/web/action";

export const createCompanyAction = operatorAction(
  createCompanySchema,
  async ({ operator }, input) => {
    const { slug } = await createCompany(operator, input);
    redirect(`/platform/companies/${slug}?done=created`);
  },
);

export const manageAccountAction = operatorAction(
  requestPasswordResetSchema.extend({
    change: z.enum(["signOut", "secondFactor", "passwordLink", "grant", "revoke"]),
  }),
  async ({ operator }, { email, change }) => {
    const account = await findManagedAccount(operator, email);
    if (account === null) throw new NotFound();
    const { userId } = account;
    switch (change) {
      case "signOut":
        await endSessionsOf(operator, userId);
        break;
      case "secondFactor":
        await resetSecondFactorOf(operator, userId);
        break;
      case "passwordLink":
        await requestPasswordReset(operator, email);
        break;
      case "grant":
      case "revoke":
        await setOperator(operator, { userId, isOperator: change === "grant" });
        break;
    }
    redirect(`/platform/accounts?email=${encodeURIComponent(email)}&done=${change}`);
  },
);
