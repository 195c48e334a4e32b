import "server-only";

import { isWithoutCalendar } from "@/lib/appointments/policy";
import type { SetUpStep } from "@/lib/catalogue/rules";
import { findMissingStep } from "@/lib/catalogue/service/find-missing-step";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";

export type WhyEmpty = SetUpStep | "no-calendar";
type Asking = { ctx: TenantContext; member: Member };

/** Why nothing stands where appointments would, if none can; null where there just are none. */
export async function whyEmpty({ ctx, member }: Asking): Promise<WhyEmpty | null> {
  return isWithoutCalendar(member) ? "no-calendar" : findMissingStep(ctx);
}
