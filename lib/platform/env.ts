import "server-only";

import * as z from "zod";

const secretSchema = z.string().min(22, "needs at least 128 random bits (22 base64 characters)");
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const envSchema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(20),
    DATABASE_PREPARED_STATEMENTS: z.enum(["on", "off"]).default("on"),
    APP_URL: optional(z.url({ protocol: /^https?$/ })),
    AUTH_SECRET: optional(secretSchema),
    NEXTAUTH_SECRET: optional(secretSchema),
    LINK_SECRET: optional(secretSchema),
    ENCRYPTION_KEY: optional(secretSchema),
    CRON_SECRET: secretSchema,
    RESEND_API_KEY: optional(z.string().startsWith("re_")),
    RESEND_BASE_URL: optional(z.url()),
    RESEND_WEBHOOK_SECRET: optional(z.string().startsWith("whsec_")),
    RESEND_WEBHOOK_SECRET_PREVIOUS: optional(z.string().startsWith("whsec_")),
    MAIL_FROM: z.string().default("Terminportal <termine@localhost.example>"),
    MAILBOX_ACCESS: optional(z.union([z.literal("open"), z.string().min(16)])),
    OPERATOR_SECOND_FACTOR: optional(z.enum(["required", "optional"])),
    SCHEDULER: z.enum(["on", "off"]).default("off"),
    CALCOM_ALLOW_PRIVATE_HOSTS: z.enum(["on", "off"]).default("off"),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    RECORD_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    INVITATION_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  })
  .transform(
    ({ AUTH_SECRET, NEXTAUTH_SECRET, LINK_SECRET, ENCRYPTION_KEY, APP_URL, ...rest }, context) => {
      const authSecret = AUTH_SECRET ?? NEXTAUTH_SECRET;
      if (authSecret === undefined) {
        context.addIssue({ code: "custom", path: ["AUTH_SECRET"], message: "is missing" });

        return z.NEVER;
      }

      return {
        ...rest,
        OPERATOR_SECOND_FACTOR:
          rest.OPERATOR_SECOND_FACTOR ??
          (rest.NODE_ENV === "production" ? ("required" as const) : ("optional" as const)),
        APP_URL: (APP_URL ?? "http://localhost:3000").replace(/\/$/, ""),
        AUTH_SECRET: authSecret,
        LINK_SECRET: LINK_SECRET ?? authSecret,
        ENCRYPTION_KEY: ENCRYPTION_KEY ?? authSecret,
      };
    },
  );

export type Env = z.output<typeof envSchema>;

/** Reads the variables, or throws one sentence a line that says which is missing or wrong. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const result = envSchema.safeParse(variables);
  if (result.success) return result.data;

  const lines = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const state = variables[name] === undefined ? "is missing" : `is wrong: ${message}`;

    return `${name} ${state}. See .env.example.`;
  });
  throw new Error(lines.join("\n"));
}

let parsed: Env | undefined;

/** Parsed once. The server asks at boot, so a wrong variable stops it and not the first request. */
export function env(): Env {
  // eslint-disable-next-line no-restricted-syntax -- the one place that reads it
  parsed ??= parseEnv(process.env);

  return parsed;
}
