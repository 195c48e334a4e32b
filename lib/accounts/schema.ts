import * as z from "zod";

import { emailSchema } from "@/lib/shared/email";
import { textSchema } from "@/lib/shared/schema";

/** Long enough to matter, short enough that nobody hashes a novel; length is what counts. */
export const newPasswordSchema = z
  .string()
  .min(10, { error: "password-too-short" })
  .max(200, { error: "password-too-long" });

/** One line: a name stands in the subject of mails. */
export const nameSchema = textSchema(120)
  .min(2, { error: "name-too-short" })
  .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" });

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, { error: "required" }).max(200, { error: "password-too-long" }),
});
export type SignIn = z.output<typeof signInSchema>;

export const requestPasswordResetSchema = z.object({ email: emailSchema });
export const resetPasswordSchema = z.object({ password: newPasswordSchema });
