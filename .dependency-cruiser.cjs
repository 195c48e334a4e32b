// Who may import what. docs/architecture.md draws it; tests/layer-rules.test.ts proves that each rule fires.

const PURE =
  "^lib/(shared/|[^/]+/(schema|errors|policy|rules|endpoints)\\.ts$|tenancy/(actor|roles)\\.ts$)";
const SERVICE = "^lib/(?!shared/|platform/|web/|jobs/|tenancy/)[^/]+/service/";
const DOMAIN = "^lib/(?!shared/|platform/|web/|jobs/|tenancy/)[^/]+/";
const PROJECT =
  "^(app|components|lib|prisma|scripts|tests|e2e|bench|proxy\\.ts|instrumentation\\.ts)";
const TEST = "\\.test\\.tsx?$";
const TOOLS = "^(prisma|scripts|tests|e2e|bench)/";
const HANDLER = "^app/.*/(actions|route)\\.ts$";
const PRIVATE_PIECE = "^app/.*_components/";
const CONTEXT = "^lib/tenancy/context\\.ts$";
const DATABASE = ["^lib/platform/db/", "node_modules/(@prisma|pg)/"];

const packages = (...names) => `node_modules/(${names.join("|")})/`;
const TYPES = { dependencyTypesNot: ["type-only"] };

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "everything-resolves",
      comment: "An import nobody can find: a typing error, or a package that is not installed.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "pages-are-thin",
      comment: "A page reads through services and lib/web and draws with components.",
      severity: "error",
      from: { path: "^app/", pathNot: [HANDLER, PRIVATE_PIECE, TEST] },
      to: { path: PROJECT, pathNot: [PURE, SERVICE, "^(app|components|lib/web)/"] },
    },
    {
      name: "handlers-are-thin",
      comment:
        "An action or route is an envelope of lib/web around one service call; it draws nothing.",
      severity: "error",
      from: { path: HANDLER },
      to: { path: PROJECT, pathNot: [PURE, SERVICE, "^(app|lib/web)/"] },
    },
    {
      name: "only-the-edge-runs-jobs",
      comment:
        "lib/web (cron route, after an action) and instrumentation.ts start work; nobody else.",
      severity: "error",
      from: { pathNot: ["^lib/(web|jobs)/", "^instrumentation\\.ts$", TEST, TOOLS] },
      to: { path: "^lib/jobs/" },
    },
    {
      name: "private-pieces-call-actions",
      comment: "A route's _components reach the server through actions.ts alone; types may travel.",
      severity: "error",
      from: { path: PRIVATE_PIECE, pathNot: TEST },
      to: {
        path: PROJECT,
        pathNot: [PURE, "^components/", "^app/.*/actions\\.ts$", PRIVATE_PIECE],
        ...TYPES,
      },
    },
    {
      name: "components-are-pure",
      comment:
        "components/ reads schemas, policies, rules and errors: never a service or the platform.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: PROJECT, pathNot: [PURE, "^components/"] },
    },
    {
      name: "components-run-in-the-browser",
      comment: "A component uses the few packages meant for drawing, and nothing of Node.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: {
        pathNot: [
          PROJECT,
          packages(
            ...["react", "react-dom", "@types/react", "@types/react-dom", "react-hook-form"],
            ...["@hookform/resolvers", "next", "@tanstack/react-query"],
            ...["@react-email/[^/]+", "temporal-polyfill", "uqr", "zod"],
          ),
        ],
      },
    },
    {
      name: "links-fetch-nothing-ahead",
      comment: "components/ui/link.tsx is the one link; Next's own asks for every page in sight.",
      severity: "error",
      from: { path: "^(app|components)/", pathNot: "^components/ui/link\\.tsx$" },
      to: { path: "node_modules/next/link" },
    },
    {
      name: "pure-files-stay-pure",
      comment:
        "A schema, policy or rule runs in the browser too: zod, Temporal and other pure files.",
      severity: "error",
      from: { path: PURE, pathNot: TEST },
      to: { pathNot: [PURE, packages("zod", "temporal-polyfill")] },
    },
    {
      name: "services-know-no-web",
      comment: "Pages, routes, jobs and tests call services alike, so services know none of them.",
      severity: "error",
      from: { path: [DOMAIN, "^lib/tenancy/"], pathNot: [PURE, TEST] },
      to: {
        path: [
          ...["^(app|lib/web|lib/jobs)/", "^components/(?!mail/)"],
          packages("next", "next-auth", "react-dom", "react-hook-form"),
        ],
      },
    },
    {
      name: "only-notifications-draw-mails",
      comment: "React in a service means a mail, and mails are drawn in one domain.",
      severity: "error",
      from: { path: [DOMAIN, "^lib/tenancy/"], pathNot: ["^lib/notifications/service/", TEST] },
      to: { path: ["^components/", packages("react", "@react-email/[^/]+")] },
    },
    {
      name: "web-knows-no-pages",
      comment: "lib/web adapts domains to Next; which pages exist is none of its business.",
      severity: "error",
      from: { path: "^lib/web/", pathNot: TEST },
      to: { path: "^(app|components)/" },
    },
    {
      name: "jobs-know-no-web",
      comment: "A job enters like a page: it makes a context and calls a service, without Next.",
      severity: "error",
      from: { path: "^lib/jobs/", pathNot: TEST },
      to: {
        path: ["^(app|components|lib/web)/", packages("next", "next-auth", "react", "react-dom")],
      },
    },
    {
      name: "platform-knows-no-domain",
      severity: "error",
      from: { path: "^lib/platform/", pathNot: TEST },
      to: { path: PROJECT, pathNot: "^lib/(platform|shared)/" },
    },
    {
      name: "database-only-through-tenant-db",
      comment: "The tenant context opens the database; services receive it. Its types may travel.",
      severity: "error",
      from: { pathNot: ["^lib/(platform|tenancy)/", TEST, TOOLS] },
      to: { path: DATABASE, ...TYPES },
    },
    {
      name: "contexts-are-made-at-the-edge",
      comment: "A service receives its TenantContext; only lib/web, jobs and tests may make one.",
      severity: "error",
      from: { pathNot: ["^lib/(web|jobs|tenancy)/", TEST, TOOLS] },
      to: { path: CONTEXT, ...TYPES },
    },
    {
      name: "nobody-imports-app",
      severity: "error",
      from: { pathNot: ["^app/"] },
      to: { path: "^app/" },
    },
    {
      name: "entry-points-are-thin",
      comment: "proxy.ts and instrumentation.ts only hand over to lib/web and lib/jobs.",
      severity: "error",
      from: { path: "^(proxy|instrumentation)\\.ts$" },
      to: { path: PROJECT, pathNot: [PURE, "^lib/(web|jobs)/"] },
    },
    {
      name: "tools-stay-outside",
      comment: "The product never needs its scripts, seeds or tests.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: TEST },
      to: { path: TOOLS },
    },
    {
      name: "no-development-packages",
      comment: "A production install leaves devDependencies out.",
      severity: "error",
      from: { path: "^(app|components|lib|proxy\\.ts|instrumentation\\.ts)", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "lib/platform/db/generated"] },
    exclude: { path: "^(\\.next|\\.data)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
