import type { Metadata } from "next";

import { TextField } from "@/components/form/text-field";
import { CustomerShell } from "@/components/shell/customer-shell";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { formatDateTime } from "@/lib/shared/format";
import { mailboxMessages } from "@/lib/web/mailbox-page";
import { pageTexts } from "@/lib/web/page-texts";

type Props = { searchParams: Promise<{ to?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("invitation");

  return { title: t("mailbox.title") };
}

export default async function MailboxPage({ searchParams }: Props) {
  const { to = "" } = await searchParams;
  const messages = await mailboxMessages(to);
  const { t, common, locale } = await pageTexts("invitation");
  const reader = { locale, timeZone: "Europe/Berlin" };

  return (
    <CustomerShell
      company={{ name: t("mailbox.title"), href: "/mailbox" }}
      language={{ label: common("language.label"), locale, returnTo: "/mailbox" }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      <h1>{t("mailbox.title")}</h1>
      <p className="text-note text-ink-2">{t("mailbox.lead")}</p>
      <form method="get" className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField id="to" name="to" label={t("mailbox.search")} defaultValue={to} />
        </div>
        <Button type="submit">{t("mailbox.submit")}</Button>
      </form>
      {messages.length === 0 ? (
        <Empty icon="mail" title={t("mailbox.empty")} level="h2">
          <p>{t("mailbox.emptyHint")}</p>
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {messages.map(({ id, to: recipient, subject, createdAt }) => (
              <li key={id}>
                <a
                  href={`/mailbox/${id}`}
                  className="grid gap-1 px-4 py-3 text-ink no-underline hover:bg-hover"
                >
                  <strong className="wrap-anywhere">{subject}</strong>
                  <span className="text-note wrap-anywhere text-ink-2">
                    {recipient} · {formatDateTime(createdAt, reader)}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </CustomerShell>
  );
}
