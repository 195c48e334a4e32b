import process from "node:process";

import { connectCalendar } from "@/lib/calcom/service/connect-calendar";
import { getCalendarSettings } from "@/lib/calcom/service/get-calendar-settings";
import { pairCalendar } from "@/lib/calcom/service/pair-calendar";
import { prisma } from "@/lib/platform/db/client";
import { createContext, createVisitorContext, type TenantContext } from "@/lib/tenancy/context";
import { findCompany } from "@/lib/tenancy/find-member";

import { account } from "../prisma/demo/calcom-account";

/** The demo salon in the name of its owner; null where the database holds something else. */
async function asOwner(): Promise<TenantContext | null> {
  const company = await findCompany(createVisitorContext(null), "morgenlicht");
  if (company === null) return null;
  const start = createContext(company.id, { kind: "system", name: "Start" });
  const membership = await start.transaction((db) =>
    db.membership.findFirst({
      where: { companyId: company.id, role: "owner", deactivatedAt: null },
      include: { user: { select: { name: true } } },
    }),
  );
  if (membership === null) return null;
  const { id: membershipId, userId, user } = membership;

  return createContext(company.id, {
    ...{ kind: "member", role: "owner", branchId: null, staffId: null },
    ...{ membershipId, userId, name: user.name },
  });
}

/** Connects the demo salon as its owner would, at whichever port its Cal.com is today, and pairs what fits. */
async function connectDemo(baseUrl: string): Promise<void> {
  const ctx = await asOwner();
  if (ctx === null) return;
  const before = await getCalendarSettings(ctx);
  if (before.connection?.baseUrl === baseUrl && before.isPaired) return;
  const [apiKey = ""] = account.apiKeys;
  const { version } = before;
  await connectCalendar(ctx, { baseUrl, apiKey, version, webhookSecret: undefined });

  const { version: connected, there, staff } = await getCalendarSettings(ctx);
  await pairCalendar(ctx, {
    version: connected,
    pairings: (there?.eventTypes ?? []).flatMap(({ id, serviceId, staffId }) =>
      serviceId === null ? [] : [{ eventTypeId: id, serviceId, staffId }],
    ),
    hosts: account.hosts.flatMap(({ name, email }) => {
      const person = staff.find((one) => one.name === name);

      return person === undefined ? [] : [{ staffId: person.id, email }];
    }),
  });
}

await connectDemo(process.env["DEMO_CALCOM_URL"] ?? "");
await prisma().$disconnect();
