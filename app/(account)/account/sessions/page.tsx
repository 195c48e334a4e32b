import type { Metadata } from "next";

import { deviceText } from "@/components/appointment/device-text";
import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { AccountSession } from "@/lib/accounts/schema";
import { listSessions } from "@/lib/accounts/service/sessions";
import { type AccountPage, accountPage } from "@/lib/web/account-page";

import { closeAllSessionsAction, closeSessionAction } from "../actions";

type Props = { searchParams: Promise<{ done?: string }> };

const PATH = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage(PATH);

  return { title: `${t("sessions.title")} · ${t("product")}` };
}

export default async function AccountSessionsPage({ searchParams }: Props) {
  const page = await accountPage(PATH);
  const { t, common, ctx, sessionId } = page;
  const sessions = await listSessions(ctx, sessionId);

  return (
    <>
      <BackLink href="/account">{t("title")}</BackLink>
      <PageHead title={t("sessions.title")}>{t("sessions.lead")}</PageHead>
      {(await searchParams).done === "1" && (
        <Note tone="ok" role="status" title={t("sessions.ended")} />
      )}
      <Card>
        <LineList>
          {sessions.map((session) => (
            <Session key={session.id} page={page} session={session} />
          ))}
        </LineList>
      </Card>
      <Card>
        <CardBody>
          <p className="text-ink-2">{t("sessions.everywhereHint")}</p>
          <ActionForm action={closeAllSessionsAction} referenceLabel={common("problem.reference")}>
            <SubmitButton variant="danger" pendingLabel={common("pending.save")}>
              {t("sessions.everywhere")}
            </SubmitButton>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

function Session({ page, session }: { page: AccountPage; session: AccountSession }) {
  const { t, common, appointments, ctx } = page;
  const { id, isCurrent, ip, userAgent, startedAt, lastSeenAt } = session;
  const device = deviceText(userAgent, appointments) ?? t("sessions.unknownDevice");
  const moment = (at: string) => momentText(at, { ...page, now: ctx.now });

  return (
    <LineItem
      icon={isCurrent ? "circle-check" : "globe"}
      sub={[
        ip,
        t("sessions.started", { when: moment(startedAt) }),
        t("sessions.seen", { when: moment(lastSeenAt) }),
      ]
        .filter(Boolean)
        .join(" · ")}
      action={
        !isCurrent && (
          <ActionForm action={closeSessionAction} referenceLabel={common("problem.reference")}>
            <input type="hidden" name="sessionId" value={id} />
            <SubmitButton variant="ghost" pendingLabel={common("pending.save")}>
              {t("sessions.end")}
              <VisuallyHidden>: {device}</VisuallyHidden>
            </SubmitButton>
          </ActionForm>
        )
      }
    >
      <span className="mr-2">{device}</span>
      {isCurrent && (
        <Badge tone="ok" icon="check">
          {t("sessions.thisOne")}
        </Badge>
      )}
    </LineItem>
  );
}
