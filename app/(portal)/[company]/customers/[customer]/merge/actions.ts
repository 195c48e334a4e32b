"use server";

import { redirect } from "next/navigation";

import { mergeCustomersSchema } from "@/lib/customers/schema";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { action } from "@/lib/web/action";

export const mergeCustomersAction = action(
  mergeCustomersSchema,
  async (ctx, input, { company }) => {
    await mergeCustomers(ctx, input);
    redirect(`/${company.slug}/customers/${input.customerId}?done=merged`);
  },
);
