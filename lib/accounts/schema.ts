import * as z from "zod";

import { emailSchema } from "@/lib/shared/email";
import {
  idSchema,
  type Locale,
  localeSchema,
  textSchema,
  timeZoneSchema,
} from "@/lib/shared/schema";

/** Long enough to matter, short enough that nobody hashes a novel; length is what counts. */
export const newPasswordSchema = z
  .string()
  .min(10, { error: "password-too-short" })
  .max(200, { error: "password-too-long" });

const passwordSchema = z
  .string()
  .min(1, { error: "required" })
  .max(200, { error: "password-too-long" });

/** One line: a name stands in the subject of mails. */
export const nameSchema = textSchema(120)
  .min(2, { error: "name-too-short" })
  .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" });

export const signInSchema = z.object({ email: emailSchema, password: passwordSchema });
export type SignIn = z.output<typeof signInSchema>;

export const requestPasswordResetSchema = z.object({ email: emailSchema });
export const resetPasswordSchema = z.object({ password: newPasswordSchema });

/** Six digits of an app, or a recovery code; people type blanks and dashes into both. */
export const codeSchema = z.object({
  code: z
    .string()
    .max(80)
    .transform((code) => code.replaceAll(/[\s-]/g, "").toUpperCase())
    .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{26})$/, { error: "code-format" })),
});

export const proofSchema = z.object({ currentPassword: passwordSchema });

/** Whoever weakens the second factor proves both. */
export const bothFactorsSchema = proofSchema.extend(codeSchema.shape);
export type BothFactors = z.output<typeof bothFactorsSchema>;

export const sessionIdSchema = z.object({ sessionId: idSchema });

export const profileSchema = z.object({
  name: nameSchema,
  locale: localeSchema,
  timeZone: timeZoneSchema,
});
export type Profile = z.output<typeof profileSchema>;

export const changePasswordSchema = proofSchema.extend({ password: newPasswordSchema });
export const changeEmailSchema = proofSchema.extend({ email: emailSchema });

export const ACCOUNT_EVENTS = [
  "signed_in",
  "password_changed",
  "password_reset",
  "email_change_requested",
  "email_changed",
  "profile_changed",
  "second_factor_enabled",
  "second_factor_disabled",
  "recovery_code_used",
  "recovery_codes_renewed",
  "session_ended",
  "sessions_ended",
  "operator_granted",
  "operator_revoked",
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

export type AccountSession = {
  id: string;
  isCurrent: boolean;
  ip: string | null;
  userAgent: string | null;
  startedAt: string;
  lastSeenAt: string;
};

export type AccountMoment = {
  event: AccountEvent | "sign_in_failed";
  ip: string | null;
  userAgent: string | null;
  at: string;
};

export type Account = {
  userId: string;
  name: string;
  email: string;
  locale: Locale;
  timeZone: string;
  isOperator: boolean;
  secondFactor: "off" | "started" | "on";
  recoveryCodesLeft: number;
  /** An address that still has to be confirmed by its link. */
  pendingEmail: string | null;
};
