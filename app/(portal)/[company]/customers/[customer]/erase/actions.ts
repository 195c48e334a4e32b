"use server";

import { redirect } from "next/navigation";

import { eraseCustomerSchema, keepCustomerSchema } from "@/lib/customers/schema";
import { eraseCustomer, keepCustomer } from "@/lib/customers/service/erase-customer";
import { action } from "@/lib/web/action";

export const eraseCustomerAction = action(eraseCustomerSchema, async (ctx, input, { company }) => {
  await eraseCustomer(ctx, input);
  redirect(`/${company.slug}/customers/${input.customerId}?done=erased`);
});

export const keepCustomerAction = action(keepCustomerSchema, async (ctx, input, { company }) => {
  await keepCustomer(ctx, input);
  const done = input.reason === "" ? "released" : "kept";
  redirect(`/${company.slug}/customers/${input.customerId}?done=${done}`);
});
