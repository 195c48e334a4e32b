import type { Metadata } from "next";

import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { listMails, MAILS_SHOWN } from "@/lib/notifications/service/list-mails";
import { REACH } from "@/lib/tenancy/roles";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../_components/forbidden";
import { MailTable } from "./_components/mail-table";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: portal("mail.title"), company: company.name }) };
}

export default async function MailPage({ params }: Props) {
  const page = await portalPage(params);
  const { ctx, member, portal } = page;
  if (REACH["see-operations"][member.role] !== "all") return <Forbidden page={page} />;
  const mails = await listMails(ctx);

  return (
    <>
      <PageHead title={portal("mail.title")}>{portal("mail.lead")}</PageHead>
      {mails.length === MAILS_SHOWN && (
        <Note title={portal("mail.isCut", { count: MAILS_SHOWN })} />
      )}
      <Card aria-label={portal("mail.table")}>
        {mails.length === 0 ? (
          <Empty icon="mail-check" level="h2" title={portal("mail.empty")}>
            <p>{portal("mail.emptyHint")}</p>
          </Empty>
        ) : (
          <MailTable page={page} mails={mails} />
        )}
      </Card>
    </>
  );
}
