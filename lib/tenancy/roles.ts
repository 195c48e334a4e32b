export const ROLES = ["owner", "admin", "manager", "staff"] as const;
export type Role = (typeof ROLES)[number];

/** How far a capability reaches: the whole company, the member's branch, or what is theirs. */
export type Reach = "all" | "branch" | "own" | "none";

export const CAPABILITIES = [
  "see-appointments",
  "change-appointments",
  "override-limits",
  "restore-appointments",
  "see-customers",
  "change-customers",
  "merge-customers",
  "erase-customers",
  "see-team",
  "manage-team",
  "see-mail",
  "see-activity",
  "see-operations",
  "change-settings",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Who may do what: the services decide by this table, and the portal shows it. */
export const REACH: Record<Capability, Record<Role, Reach>> = {
  "see-appointments": { owner: "all", admin: "all", manager: "branch", staff: "own" },
  "change-appointments": { owner: "all", admin: "all", manager: "branch", staff: "own" },
  "override-limits": { owner: "all", admin: "all", manager: "branch", staff: "none" },
  "restore-appointments": { owner: "all", admin: "all", manager: "none", staff: "none" },
  "see-customers": { owner: "all", admin: "all", manager: "branch", staff: "own" },
  "change-customers": { owner: "all", admin: "all", manager: "branch", staff: "own" },
  "merge-customers": { owner: "all", admin: "all", manager: "none", staff: "none" },
  "erase-customers": { owner: "all", admin: "all", manager: "none", staff: "none" },
  "see-team": { owner: "all", admin: "all", manager: "branch", staff: "own" },
  "manage-team": { owner: "all", admin: "all", manager: "none", staff: "none" },
  "see-mail": { owner: "all", admin: "all", manager: "branch", staff: "none" },
  "see-activity": { owner: "all", admin: "all", manager: "branch", staff: "none" },
  "see-operations": { owner: "all", admin: "all", manager: "none", staff: "none" },
  "change-settings": { owner: "all", admin: "all", manager: "none", staff: "none" },
};

/** An id that no row has: whoever has no branch, or no calendar, of their own reaches nothing by it. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Nobody grants more than they hold; of the team managers only an owner makes an owner. */
export function canGrant(granter: Role, granted: Role): boolean {
  if (REACH["manage-team"][granter] !== "all") return false;

  return ROLES.indexOf(granter) <= ROLES.indexOf(granted);
}

/** Who changes rights and settings: a company may ask these for a second factor. */
export const ROLES_WITH_SECOND_FACTOR: readonly Role[] = ["owner", "admin"];
