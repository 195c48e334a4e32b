import type { CountTone } from "@/components/ui/count";
import type { IconName } from "@/components/ui/icon-paths";

/** One entry of the portal's navigation: plain data, so a server layout can hand it to the client. */
export type NavItem = {
  href: string;
  label: string;
  icon: IconName;
  /** Current only on this very path; by default also on everything below it. */
  isExact?: boolean;
  /** The words say what is counted: "nicht angekommen", "offene Einladungen". */
  count?: { value: number; label: string; tone?: CountTone } | undefined;
};

export type NavGroup = { label?: string; items: readonly NavItem[] };
