import type { Page } from "@playwright/test";

import {
  linkSecret,
  manageLink,
  OWNER,
  row,
  signInAs,
  upcomingAppointment,
} from "../../e2e/support/portal";

const OPERATOR = "betrieb@portal.example";

/** `wide` is for desks, `narrow` for what people open on a phone. */
export type Shot = {
  name: string;
  size: "wide" | "narrow";
  open: (page: Page) => Promise<unknown>;
};

type Id = { id: string };
type Invitation = Id & { companyId: string };

const as = (email: string, path: string) => async (page: Page) => {
  await signInAs(page, email);
  await page.goto(path);
};

/** Pages of a list of paths, as one person sees them; the name says which it is. */
function wide(email: string, paths: Record<string, string>): Shot[] {
  return Object.entries(paths).map(([name, path]) => ({
    name,
    size: "wide",
    open: as(email, path),
  }));
}

async function portalShots(): Promise<Shot[]> {
  const booked = await upcomingAppointment("Lena Hofmann");
  const member = await row<Id>(
    `select m.id from memberships m join users u on u.id = m.user_id
     where u.email = 'lena.hofmann@morgenlicht.example'`,
  );
  const invitation = await row<Id>(
    "select id from user_invitations where email = 'nora.schulte@example.org'",
  );
  const mail = await row<Id>(
    `select q.id from invitation_email_queue q
     join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
     where i.email = 'f.seidel@gmial.example'`,
  );
  const home = "/morgenlicht";

  return wide(OWNER, {
    dashboard: home,
    appointments: `${home}/appointments`,
    appointment: `${home}/appointments/${booked.id}`,
    "appointment-move": `${home}/appointments/${booked.id}/move`,
    "appointment-cancel": `${home}/appointments/${booked.id}/cancel`,
    team: `${home}/team`,
    "team-member": `${home}/team/${member.id}`,
    "team-deactivate": `${home}/team/${member.id}/deactivate`,
    "team-invite": `${home}/team/invite`,
    "team-invitations": `${home}/team/invitations`,
    "team-invitation": `${home}/team/invitations/${invitation.id}`,
    "team-roles": `${home}/team/roles`,
    "team-access": `${home}/team/access`,
    mail: `${home}/mail`,
    "mail-detail": `${home}/mail/${mail.id}`,
    activity: `${home}/activity`,
    operations: `${home}/operations`,
    settings: `${home}/settings`,
    profile: `${home}/profile`,
    account: "/account",
    "account-email": "/account/email",
    "account-password": "/account/password",
    "account-second-factor": "/account/second-factor",
    "account-sessions": "/account/sessions",
  });
}

async function linkShots(): Promise<Shot[]> {
  const booked = await upcomingAppointment("Lena Hofmann");
  const invitations = async (status: string) =>
    row<Invitation>(
      `select id, company_id as "companyId" from user_invitations
       where status = $1 and email <> 'aylin.demir@example.org' order by created_at desc limit 1`,
      [status],
    );
  const invited = async (status: string): Promise<Shot> => {
    const { id, companyId } = await invitations(status);
    const path = `/i/morgenlicht/${id}.${linkSecret("invitation", companyId, id, 1)}`;

    return { name: `invitation-${status}`, size: "narrow", open: (page) => page.goto(path) };
  };
  const customer = (name: string, path: string): Shot => ({
    name,
    size: "narrow",
    open: async (page) => {
      await page.goto(manageLink(booked));
      await page.goto(`/c/morgenlicht/${booked.id}${path}`);
    },
  });

  return [
    customer("customer-appointment", ""),
    customer("customer-move", "/move"),
    customer("customer-cancel", "/cancel"),
    await invited("pending"),
    await invited("expired"),
    await invited("accepted"),
    await invited("revoked"),
    { name: "sign-in", size: "narrow", open: (page) => page.goto("/sign-in") },
    { name: "forgot-password", size: "narrow", open: (page) => page.goto("/forgot-password") },
  ];
}

const PLATFORM = wide(OPERATOR, {
  platform: "/platform",
  "platform-create": "/platform/companies/new",
  "platform-company": "/platform/companies/morgenlicht",
  "platform-accounts": `/platform/accounts?email=${OWNER}`,
  "platform-jobs": "/platform/jobs",
});

/** Every page there is to see in the demo. */
export async function pageShots(): Promise<Shot[]> {
  return [...(await portalShots()), ...(await linkShots()), ...PLATFORM];
}
