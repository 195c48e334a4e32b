import * as z from "zod";

import { idSchema } from "@/lib/shared/schema";
import type { Role } from "@/lib/tenancy/roles";

export const membershipIdSchema = z.object({ membershipId: idSchema });

export type TeamMember = {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  branch: string | null;
  staff: string | null;
  since: string;
  deactivatedAt: string | null;
};

export type Team = {
  members: TeamMember[];
  choices: {
    branches: { id: string; name: string }[];
    /** Staff members without an account. */
    staff: { id: string; name: string; branchId: string }[];
  };
};
