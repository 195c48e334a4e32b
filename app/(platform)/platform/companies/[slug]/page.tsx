import type { Metadata } from "next";
import * as z from "zod";

import { momentText } from "@/components/appointment/moment-text";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { Timeline } from "@/components/ui/timeline";
import { TimelineItem } from "@/components/ui/timeline-item";
import type { CompanyDetail } from "@/lib/companies/schema";
import { getCompany } from "@/lib/companies/service/list-companies";
import { orNotFound } from "@/lib/web/page-context";
import { type PlatformPage, platformPage } from "@/lib/web/platform-page";

import { OwnerCard } from "./_components/owner-card";
import { PilotCard } from "./_components/pilot-card";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

const doneSchema = z
  .enum(["created", "invited", "enabled", "disabled"])
  .optional()
  .catch(undefined);

async function load(params: Props["params"]) {
  const { slug } = await params;
  const page = await platformPage(`/platform/companies/${slug}`);

  return { page, company: await orNotFound(getCompany(page.operator, slug)) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { page, company } = await load(params);

  return { title: `${company.name} · ${page.t("title")}` };
}

export default async function CompanyPage({ params, searchParams }: Props) {
  const { page, company } = await load(params);
  const { t, common } = page;
  const done = doneSchema.parse((await searchParams).done);

  return (
    <>
      <PageHead
        title={company.name}
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: "/platform", label: t("companies.title") }]}
            current={company.name}
          />
        }
      >
        <Badge tone={company.isPilot ? "ok" : "quiet"} icon={company.isPilot ? "check" : "pause"}>
          {t(company.isPilot ? "pilot.on" : "pilot.off")}
        </Badge>
      </PageHead>
      {done !== undefined && <Note tone="ok" role="status" title={t(`company.done.${done}`)} />}
      <Columns>
        <div className="grid content-start gap-6">
          <FactsCard page={page} company={company} />
          <OwnerCard page={page} company={company} />
          <HistoryCard page={page} company={company} />
        </div>
        <PilotCard page={page} company={company} />
      </Columns>
    </>
  );
}

type Pieces = { page: PlatformPage; company: CompanyDetail };

function FactsCard({ page, company }: Pieces) {
  const { t, operator } = page;

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{t("company.facts")}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={t("company.address")}>/{company.slug}</Fact>
          <Fact label={t("company.since")}>
            {momentText(company.createdAt, { ...page, now: operator.now })}
          </Fact>
          <Fact label={t("company.members")}>{company.activeMembers}</Fact>
          <Fact label={t("company.appointments")}>{company.appointmentsAhead}</Fact>
          <Fact label={t("company.failedMails")}>{company.failedMails}</Fact>
          <Fact label={t("company.zone")}>{company.timeZone}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function HistoryCard({ page, company }: Pieces) {
  const { t, operator } = page;

  return (
    <Card aria-labelledby="history">
      <CardHead id="history">{t("company.history")}</CardHead>
      {company.history.length === 0 && (
        <CardBody>
          <p className="text-ink-2">{t("company.noHistory")}</p>
        </CardBody>
      )}
      <Timeline>
        {company.history.map(({ event, actor, note, at }) => (
          <TimelineItem
            key={`${event}${at}`}
            icon={event === "pilot_disabled" ? "pause" : "check"}
            tone={event === "pilot_disabled" ? "warn" : "plain"}
            title={t(`event.${event}`)}
            meta={`${actor} · ${momentText(at, { ...page, now: operator.now })}`}
          >
            {note !== null && <p className="text-ink-2">{note}</p>}
          </TimelineItem>
        ))}
      </Timeline>
    </Card>
  );
}
