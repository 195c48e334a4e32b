import type { Locale } from "@/lib/shared/schema";
import type { Team } from "@/lib/team/schema";
import type { Role } from "@/lib/tenancy/roles";

/** A client component gets its words as plain data. */
export type InviteTexts = {
  labels: Record<string, string>;
  errors: Record<string, string>;
  languages: Record<Locale, string>;
  optional: string;
  reference: string;
};

export type InviteChoices = Team["choices"] & {
  locale: Locale;
  roles: readonly { value: Role; label: string; hint: string }[];
};
