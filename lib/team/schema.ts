import * as z from "zod";

import type { Person } from "@/lib/appointments/schema";
import { idSchema, optionalField, textSchema } from "@/lib/shared/schema";
import type { WhyNot } from "@/lib/team/policy";
import { type Role, ROLES } from "@/lib/tenancy/roles";

export const membershipIdSchema = z.object({ membershipId: idSchema });

const placeSchema = {
  role: z.enum(ROLES),
  branchId: optionalField(idSchema),
  staffId: optionalField(idSchema),
};

/** What a member shall be, and what they were on the page where that was decided. */
export const changeMemberSchema = z
  .object({
    membershipId: idSchema,
    ...placeSchema,
    seenRole: placeSchema.role,
    seenBranchId: placeSchema.branchId,
    seenStaffId: placeSchema.staffId,
  })
  .refine(({ role, branchId }) => role !== "manager" || branchId !== undefined, {
    path: ["branchId"],
    error: "branch-required",
  });
export type ChangeMember = z.output<typeof changeMemberSchema>;

/** A colleague's id, or that the appointment stays with whom it is. */
const takerSchema = z.union([z.literal("leave"), idSchema]);
export type Taker = z.output<typeof takerSchema>;

/** As many appointments as one form decides about; ending an access never waits for more. */
export const MOST_DECIDED = 500;

/**
 * Ending a membership: who takes the future appointments. `all` is for those without a choice of their
 * own; the versions are those that the page has listed. `everything` leaves them where they are, listed or not.
 */
export const deactivateMemberSchema = z.preprocess(
  withAppointments,
  z.object({
    membershipId: idSchema,
    all: optionalField(takerSchema),
    everything: optionalField(z.literal("leave")),
    appointments: z
      .array(
        z.object({
          id: idSchema,
          version: z.coerce.number<string>().int().positive(),
          taker: optionalField(takerSchema),
        }),
      )
      .max(MOST_DECIDED),
  }),
);
export type DeactivateMember = z.output<typeof deactivateMemberSchema>;

const APPOINTMENT_FIELD = /^(version|taker)\.([0-9a-f-]{36})$/;

/** `version.<id>` and `taker.<id>` as one appointment each. */
function withAppointments(form: unknown): unknown {
  const appointments = new Map<string, Record<string, string>>();
  for (const [name, value] of Object.entries(form as Record<string, string>)) {
    const [, field, id] = APPOINTMENT_FIELD.exec(name) ?? [];
    if (field === undefined || id === undefined) continue;
    appointments.set(id, { id, ...appointments.get(id), [field]: value });
  }

  return { ...(form as object), appointments: [...appointments.values()] };
}

/** What can be chosen in the list of members; everything comes from the URL. */
export const memberFilterSchema = z.object({
  search: textSchema(80).default("").catch(""),
  role: optionalField(z.enum(ROLES)).catch(undefined),
  branchId: optionalField(idSchema).catch(undefined),
  activity: optionalField(z.enum(["active", "deactivated"])).catch(undefined),
});
export type MemberFilter = z.output<typeof memberFilterSchema>;

export type TeamMember = {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  branch: Person | null;
  /** Whose appointments are theirs, and in which branch. */
  staff: (Person & { branch: string }) | null;
  since: string;
  roleSince: string;
  lastSeenAt: string | null;
  invitedBy: string | null;
  deactivatedAt: string | null;
};

export type Team = {
  members: TeamMember[];
  /** Without any filter: those that the member may see and who can sign in. */
  activeCount: number;
  /** All that the member may see, whatever the filter. */
  totalCount: number;
  choices: {
    branches: Person[];
    /** Staff members without an account. */
    staff: (Person & { branchId: string })[];
  };
};

export type MemberDetail = {
  member: TeamMember;
  whyNot: WhyNot | null;
  /** What can be chosen for them; their own staff member is among those without an account. */
  choices: Team["choices"];
  /** Future appointments of their staff member. */
  appointmentCount: number;
};
