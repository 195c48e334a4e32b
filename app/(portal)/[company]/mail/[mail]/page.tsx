import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { getMail } from "@/lib/delivery/service/get-mail";
import { REACH } from "@/lib/tenancy/roles";
import { mailPage } from "@/lib/web/mail-page";
import { findMemberRequest, orNotFound } from "@/lib/web/page-context";

import { Forbidden } from "../../_components/forbidden";
import { MailActions } from "../_components/mail-actions";
import { MailBadge } from "../_components/mail-badge";
import { kindText, troubleOf } from "../_components/mail-text";
import { cancelMailAction, retryMailAction } from "../actions";
import { MailFacts } from "./_components/mail-facts";
import { MailHistory } from "./_components/mail-history";
import { MailPreview } from "./_components/mail-preview";

type Props = {
  params: Promise<{ company: string; mail: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

const doneSchema = z.enum(["retried", "cancelled"]).optional().catch(undefined);

/** The page and its title ask for the same mail: it is read once a request. */
const loadOnce = cache(async (company: string, id: string) => {
  const request = await findMemberRequest(company);
  if (request === null) notFound();

  return orNotFound(getMail(request.ctx, id));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, delivery, company, member } = await mailPage(params);
  if (REACH["see-mail"][member.role] === "none") return { title: delivery("title") };
  const { mail } = await loadOnce(company.slug, (await params).mail);
  const page = delivery("detail.title", { recipient: mail.recipient });

  return { title: portal("pageTitle", { page, company: company.name }) };
}

export default async function MailDetailPage({ params, searchParams }: Props) {
  const page = await mailPage(params);
  const { delivery, common, company, home, member } = page;
  const reach = REACH["see-mail"][member.role];
  if (reach === "none") return <Forbidden page={page} />;
  const detail = await loadOnce(company.slug, (await params).mail);
  const { mail, replacedBy } = detail;
  const done = doneSchema.parse((await searchParams).done);
  const trouble = troubleOf(page, mail);
  const actions = { retry: retryMailAction, cancel: cancelMailAction };

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/mail`, label: delivery("title") }]}
            current={delivery("detail.crumb")}
          />
        }
        title={<span className="wrap-anywhere">{mail.recipient}</span>}
        actions={<MailActions page={page} mail={mail} actions={actions} />}
      >
        <MailBadge page={page} mail={mail} size="lg" />
        <span>{kindText(page, mail)}</span>
      </PageHead>
      {done !== undefined && <Note tone="ok" role="status" title={delivery(`done.${done}`)} />}
      {reach === "branch" && <Note>{delivery("detail.readOnly")}</Note>}
      {trouble !== null && (
        <Note tone={mail.status === "pending" ? "warn" : "bad"} title={trouble.words}>
          {trouble.said !== null && <p className="text-xs wrap-anywhere">{trouble.said}</p>}
        </Note>
      )}
      {replacedBy !== null && (
        <Note
          title={delivery("detail.replacedBy")}
          actions={
            <ButtonLink size="sm" href={`${home}/mail/${replacedBy}`}>
              {delivery("detail.showReplacement")}
            </ButtonLink>
          }
        />
      )}
      <Columns>
        <MailPreview page={page} detail={detail} />
        <div className="grid gap-6">
          <MailFacts page={page} detail={detail} />
          <MailHistory page={page} detail={detail} />
        </div>
      </Columns>
    </>
  );
}
