import { linkSecret, manageLink, OWNER, row, upcomingAppointment } from "../../e2e/support/portal";
import { CALCOM } from "./calcom-shots";
import { companyShots } from "./company-shots";
import { own, type Shot, wide } from "./shot";

const OPERATOR = "betrieb@portal.example";

type Id = { id: string };
type Invitation = Id & { companyId: string };

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
  return [
    ...own({
      dashboard: "",
      appointments: "/appointments",
      appointment: `/appointments/${booked.id}`,
      "appointment-move": `/appointments/${booked.id}/move`,
      "appointment-cancel": `/appointments/${booked.id}/cancel`,
      team: "/team",
      "team-member": `/team/${member.id}`,
      "team-deactivate": `/team/${member.id}/deactivate`,
      "team-invite": "/team/invite",
      "team-invitations": "/team/invitations",
      "team-invitation": `/team/invitations/${invitation.id}`,
      "team-roles": "/team/roles",
      "team-access": "/team/access",
      mail: "/mail",
      "mail-detail": `/mail/${mail.id}`,
      activity: "/activity",
      operations: "/operations",
      settings: "/settings",
      profile: "/profile",
      "appointments-search": "/appointments?search=fischer",
      "appointment-new": "/appointments/new",
      "appointment-service": `/appointments/${booked.id}/service`,
      "appointment-ask": `/appointments/${booked.id}/ask`,
      "calendar-day": "/appointments/calendar",
      "calendar-week": "/appointments/calendar?view=week",
    }),
    ...wide(OWNER, {
      account: "/account",
      "account-email": "/account/email",
      "account-password": "/account/password",
      "account-second-factor": "/account/second-factor",
      "account-sessions": "/account/sessions",
    }),
  ];
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
    { name: "customer-mine", size: "narrow", open: (page) => page.goto("/c/morgenlicht") },
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
  return [
    ...(await portalShots()),
    ...(await companyShots()),
    ...(await linkShots()),
    ...PLATFORM,
    ...CALCOM,
  ];
}
