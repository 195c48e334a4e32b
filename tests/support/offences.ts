type Offence = { rule: string; file: string; imports: string };

const page = "app/(portal)/[company]/desk/page.tsx";
const handler = "app/(portal)/[company]/desk/actions.ts";
const piece = "app/(portal)/[company]/desk/_components/desk-form.tsx";
const service = "lib/orders/service/place-order.ts";

/** A small project in which every import is allowed: what each kind of file may reach. */
export const lawful: Record<string, string[]> = {
  [page]: [
    "@/components/ui/button",
    "@/lib/web/page-context",
    "@/lib/orders/service/get-order",
    "@/lib/orders/schema",
    "./_components/desk-form",
  ],
  [handler]: ["@/lib/web/page-context", "@/lib/orders/service/place-order", "@/lib/orders/schema"],
  [piece]: [
    "@/components/ui/button",
    "../actions",
    "@/lib/orders/schema",
    "type @/lib/orders/service/get-order",
  ],
  "app/api/v1/orders/route.ts": ["@/lib/web/page-context", "@/lib/orders/service/place-order"],
  "app/api/cron/[job]/route.ts": ["@/lib/web/cron-route"],
  "lib/web/cron-route.ts": ["@/lib/jobs/send-mails"],
  "components/ui/button.tsx": ["react", "next/link"],
  "components/mail/receipt.tsx": ["react", "@/lib/orders/schema"],
  "lib/shared/time.ts": ["zod", "temporal-polyfill"],
  "lib/orders/schema.ts": ["zod", "@/lib/shared/time"],
  "lib/orders/service/get-order.ts": ["@/lib/orders/schema"],
  [service]: ["@/lib/platform/env", "@/lib/orders/service/get-order", "type @/lib/tenancy/context"],
  "lib/notifications/service/render-mail.ts": ["@/components/mail/receipt", "react"],
  "lib/tenancy/context.ts": ["@/lib/platform/db/client"],
  "lib/platform/env.ts": ["@/lib/shared/time"],
  "lib/platform/db/client.ts": ["@prisma/client", "@/lib/platform/env"],
  "lib/jobs/send-mails.ts": ["@/lib/tenancy/context", "@/lib/orders/service/place-order"],
  "lib/web/page-context.ts": ["next", "@/lib/tenancy/context", "@/lib/platform/env"],
  "proxy.ts": ["next", "@/lib/web/page-context"],
  "instrumentation.ts": ["@/lib/jobs/send-mails"],
  "prisma/seed.ts": ["@/lib/platform/db/client", "@/lib/orders/service/place-order"],
  "lib/orders/orders.test.ts": ["vitest", "@/lib/tenancy/context"],
};

/** One import that each rule forbids; a rule without one here fails the test. */
export const offences: Offence[] = [
  { rule: "no-cycles", file: "lib/orders/service/get-order.ts", imports: "./place-order" },
  { rule: "everything-resolves", file: "lib/shared/lost.ts", imports: "@/lib/shared/nowhere" },
  { rule: "pages-are-thin", file: page, imports: "@/lib/platform/env" },
  { rule: "pages-are-thin", file: "app/layout.tsx", imports: "@/lib/tenancy/context" },
  { rule: "handlers-are-thin", file: handler, imports: "@/lib/platform/env" },
  { rule: "handlers-are-thin", file: "app/api/v1/route.ts", imports: "@/components/ui/button" },
  { rule: "only-the-edge-runs-jobs", file: handler, imports: "@/lib/jobs/send-mails" },
  { rule: "only-the-edge-runs-jobs", file: service, imports: "@/lib/jobs/send-mails" },
  { rule: "private-pieces-call-actions", file: piece, imports: "@/lib/orders/service/get-order" },
  { rule: "private-pieces-call-actions", file: piece, imports: "@/lib/web/page-context" },
  { rule: "private-pieces-call-actions", file: piece, imports: "@/lib/platform/env" },
  {
    rule: "components-are-pure",
    file: "components/ui/button.tsx",
    imports: "@/lib/orders/service/get-order",
  },
  { rule: "components-are-pure", file: "components/ui/card.tsx", imports: `@/${page}` },
  { rule: "components-run-in-the-browser", file: "components/ui/card.tsx", imports: "node:fs" },
  { rule: "components-run-in-the-browser", file: "components/ui/card.tsx", imports: "pg" },
  { rule: "pure-files-stay-pure", file: "lib/orders/rules.ts", imports: "node:crypto" },
  { rule: "pure-files-stay-pure", file: "lib/orders/policy.ts", imports: "@/lib/platform/env" },
  { rule: "pure-files-stay-pure", file: "lib/tenancy/roles.ts", imports: "react" },
  { rule: "pure-files-stay-pure", file: "lib/shared/time.ts", imports: "@/lib/web/page-context" },
  { rule: "services-know-no-web", file: service, imports: "next" },
  { rule: "services-know-no-web", file: service, imports: "next-auth" },
  { rule: "services-know-no-web", file: service, imports: "@/lib/web/page-context" },
  { rule: "services-know-no-web", file: service, imports: `@/${page}` },
  { rule: "only-notifications-draw-mails", file: service, imports: "@/components/mail/receipt" },
  { rule: "only-notifications-draw-mails", file: service, imports: "react" },
  { rule: "web-knows-no-pages", file: "lib/web/menu.ts", imports: "@/components/ui/button" },
  { rule: "jobs-know-no-web", file: "lib/jobs/send-mails.ts", imports: "@/lib/web/page-context" },
  { rule: "jobs-know-no-web", file: "lib/jobs/send-mails.ts", imports: "next" },
  {
    rule: "platform-knows-no-domain",
    file: "lib/platform/env.ts",
    imports: "@/lib/orders/service/get-order",
  },
  { rule: "platform-knows-no-domain", file: "lib/platform/env.ts", imports: "@/lib/orders/schema" },
  {
    rule: "database-only-through-tenant-db",
    file: service,
    imports: "@/lib/platform/db/client",
  },
  { rule: "database-only-through-tenant-db", file: "lib/web/menu.ts", imports: "@prisma/client" },
  { rule: "contexts-are-made-at-the-edge", file: service, imports: "@/lib/tenancy/context" },
  { rule: "contexts-are-made-at-the-edge", file: page, imports: "@/lib/tenancy/context" },
  { rule: "nobody-imports-app", file: "lib/web/menu.ts", imports: `@/${handler}` },
  { rule: "entry-points-are-thin", file: "proxy.ts", imports: "@/lib/platform/env" },
  { rule: "entry-points-are-thin", file: "instrumentation.ts", imports: "@/components/ui/button" },
  { rule: "tools-stay-outside", file: service, imports: "@/prisma/seed" },
  { rule: "no-development-packages", file: service, imports: "vitest" },
];
