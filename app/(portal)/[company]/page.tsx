import type { Metadata } from "next";

import { Columns } from "@/components/ui/columns";
import { PageHead } from "@/components/ui/page-head";
import { getDashboard } from "@/lib/dashboard/service/get-dashboard";
import { formatDay, formatTime } from "@/lib/shared/format";
import { REACH } from "@/lib/tenancy/roles";
import { mailPage } from "@/lib/web/mail-page";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";
import { whyEmpty } from "@/lib/web/why-empty";

import { DashboardStats } from "./_components/dashboard-stats";
import { NextAppointments } from "./_components/next-appointments";
import { TodoList } from "./_components/todo-list";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: portal("dashboard.title"), company: company.name }) };
}

export default async function DashboardPage({ params }: Props) {
  const page = await mailPage(params);
  const { ctx, company, member, portal, common, reader } = page;
  const dashboard = await getDashboard(ctx, company.timeZone);
  const why = dashboard.next.length === 0 ? await whyEmpty(page) : null;
  const scope = portal(`dashboard.scope.${REACH["see-appointments"][member.role]}`);

  return (
    <>
      <PageHead title={formatDay(ctx.now, reader, ctx.now)}>
        {scope} · {common("time.asOf", { time: formatTime(ctx.now, reader) })}
      </PageHead>
      <DashboardStats page={page} dashboard={dashboard} />
      {dashboard.operations === null ? (
        <NextAppointments page={page} dashboard={dashboard} why={why} />
      ) : (
        <Columns>
          <NextAppointments page={page} dashboard={dashboard} why={why} />
          <TodoList page={page} operations={dashboard.operations} />
        </Columns>
      )}
    </>
  );
}
