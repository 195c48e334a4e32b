import { MailActions } from "./mail-actions";
import type { MailCompany } from "./mail-company";
import { MailCopyLink } from "./mail-copy-link";
import { MailLayout } from "./mail-layout";
import { MailOpening } from "./mail-opening";
import type { MailTranslate } from "./mail-translate";
import { readableAccent } from "./readable-accent";

export type AccountMailProps = {
  t: MailTranslate;
  locale: string;
  /** The recipient's company, or the portal's own name. */
  company: MailCompany;
  recipientName: string | null;
  /** Which sentences: e.g. `passwordReset`. */
  about: string;
  values: Record<string, string | number>;
  /** Null for a mail that only tells. */
  url: string | null;
};

/** What concerns an account: a link to follow, or a notice. Subject: `<about>.subject`. */
export function AccountMail({ t, locale, company, ...mail }: AccountMailProps) {
  const { recipientName, about, values, url } = mail;

  return (
    <MailLayout
      locale={locale}
      company={company}
      preview={t(`${about}.preview`, values)}
      foot={[t(`${about}.unexpected`)]}
    >
      <MailOpening
        title={t(`${about}.title`, values)}
        greeting={
          recipientName === null ? t("greeting") : t("greetingName", { name: recipientName })
        }
        text={t(`${about}.text`, values)}
      />
      {url !== null && (
        <>
          <MailActions
            accent={readableAccent(company.accent).light}
            main={{ label: t(`${about}.choose`), href: url }}
            other={null}
          />
          <MailCopyLink text={t("copyLink")} href={url} />
        </>
      )}
    </MailLayout>
  );
}
