import { momentText } from "@/components/appointment/moment-text";
import { Stat } from "@/components/ui/stat";
import { Stats } from "@/components/ui/stats";
import type { Dashboard, Operations } from "@/lib/dashboard/service/get-dashboard";
import { formatTime } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; dashboard: Dashboard };

export function DashboardStats({ page, dashboard }: Props) {
  const { portal, home } = page;
  const { total, ...counts } = dashboard.today;

  return (
    <section aria-label={portal("dashboard.stats.label")}>
      <Stats>
        <Stat
          label={portal("dashboard.stats.today")}
          value={total}
          detail={portal("dashboard.stats.todayDetail", counts)}
          href={`${home}/appointments`}
        />
        <UpNext page={page} dashboard={dashboard} />
        {dashboard.operations !== null && (
          <OperationStats page={page} operations={dashboard.operations} />
        )}
      </Stats>
    </section>
  );
}

function UpNext({ page, dashboard }: Props) {
  const { portal, common, home, locale } = page;
  const [next] = dashboard.next;
  const label = portal("dashboard.stats.upNext");
  if (next === undefined) {
    return (
      <Stat
        label={label}
        value={common("table.none")}
        detail={portal("dashboard.stats.noneLeft")}
      />
    );
  }

  return (
    <Stat
      label={label}
      value={formatTime(next.startsAt, { locale, timeZone: next.timeZone })}
      detail={portal("dashboard.stats.upNextDetail", {
        customer: next.customer.name,
        staff: next.staff.name,
      })}
      href={`${home}/appointments/${next.id}`}
    />
  );
}

function OperationStats({ page, operations }: { page: PortalPage; operations: Operations }) {
  const { portal, home, ctx } = page;
  const { openInvitations, expiringSoon, failedMails } = operations;

  return (
    <>
      <Stat
        label={portal("dashboard.stats.invitations")}
        value={openInvitations}
        detail={
          expiringSoon === null
            ? portal("dashboard.stats.invitationsCalm")
            : portal("dashboard.stats.invitationsSoon", {
                when: momentText(expiringSoon.expiresAt, { ...page, now: ctx.now }),
              })
        }
        href={`${home}/team`}
      />
      <Stat
        label={portal("dashboard.stats.failedMails")}
        value={failedMails}
        tone={failedMails === 0 ? "plain" : "bad"}
        detail={portal(`dashboard.stats.failedMails${failedMails === 0 ? "None" : "Some"}`)}
        href={`${home}/mail`}
      />
    </>
  );
}
