"use server";

import { redirect } from "next/navigation";

import { changeCustomerSchema, createCustomerSchema } from "@/lib/customers/schema";
import { changeCustomer, createCustomer } from "@/lib/customers/service/save-customer";
import { action } from "@/lib/web/action";

export const createCustomerAction = action(
  createCustomerSchema,
  async (ctx, input, { company }) => {
    const id = await createCustomer(ctx, input);
    redirect(`/${company.slug}/customers/${id}?done=added`);
  },
);

export const changeCustomerAction = action(
  changeCustomerSchema,
  async (ctx, input, { company }) => {
    await changeCustomer(ctx, input);
    redirect(`/${company.slug}/customers/${input.customerId}?done=saved`);
  },
);
