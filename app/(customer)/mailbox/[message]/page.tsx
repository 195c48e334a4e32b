import type { Metadata } from "next";

import { CustomerShell } from "@/components/shell/customer-shell";
import { BackLink } from "@/components/ui/back-link";
import { Disclosure } from "@/components/ui/disclosure";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { formatDateTime } from "@/lib/shared/format";
import { linksOf, mailboxMessage } from "@/lib/web/mailbox-page";
import { pageTexts } from "@/lib/web/page-texts";

type Props = { params: Promise<{ message: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await mailboxMessage((await params).message)).subject };
}

export default async function MailboxMessagePage({ params }: Props) {
  const message = await mailboxMessage((await params).message);
  const { t, common, locale } = await pageTexts("invitation");
  const { id, to, subject, text, attachments, createdAt } = message;

  return (
    <CustomerShell
      company={{ name: t("mailbox.title"), href: "/mailbox" }}
      language={{ label: common("language.label"), locale, returnTo: `/mailbox/${id}` }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      <div>
        <BackLink href="/mailbox">{t("mailbox.back")}</BackLink>
        <h1 className="wrap-anywhere">{subject}</h1>
      </div>
      <Facts>
        <Fact label={t("mailbox.to")}>{to}</Fact>
        <Fact label={t("mailbox.at")}>
          {formatDateTime(createdAt, { locale, timeZone: "Europe/Berlin" })}
        </Fact>
        {attachments.length > 0 && (
          <Fact label={t("mailbox.attachments")}>
            {attachments.map(({ filename }) => filename).join(", ")}
          </Fact>
        )}
      </Facts>
      <iframe
        title={t("mailbox.html")}
        src={`/mailbox/${id}/html`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        className="h-160 w-full rounded-lg border border-line bg-surface"
      />
      <section aria-labelledby="links" className="grid gap-2">
        <h2 id="links">{t("mailbox.links")}</h2>
        <ul className="grid gap-2">
          {linksOf(message).map((link) => (
            <li key={link}>
              <a href={link} className="wrap-anywhere">
                {link}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <Disclosure summary={t("mailbox.text")}>
        <pre className="overflow-x-auto rounded-lg border border-line bg-surface p-4 text-note whitespace-pre-wrap">
          {text}
        </pre>
      </Disclosure>
      {attachments.map(({ filename, content }) => (
        <Disclosure key={filename} summary={filename}>
          <pre className="overflow-x-auto rounded-lg border border-line bg-surface p-4 text-note">
            {content}
          </pre>
        </Disclosure>
      ))}
    </CustomerShell>
  );
}
