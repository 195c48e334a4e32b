import { MailActions } from "./mail-actions";
import type { MailCompany } from "./mail-company";
import { MailCopyLink } from "./mail-copy-link";
import { MailLayout } from "./mail-layout";
import { MailOpening } from "./mail-opening";
import type { MailTranslate } from "./mail-translate";
import { readableAccent } from "./readable-accent";

export type PasswordResetMailProps = {
  t: MailTranslate;
  locale: string;
  /** The recipient's company, or the portal's own name. */
  company: MailCompany;
  recipientName: string | null;
  validMinutes: number;
  resetUrl: string;
};

/** Subject: `passwordReset.subject`. */
export function PasswordResetMail({ t, locale, company, ...reset }: PasswordResetMailProps) {
  const { recipientName, validMinutes, resetUrl } = reset;

  return (
    <MailLayout
      locale={locale}
      company={company}
      preview={t("passwordReset.preview", { minutes: validMinutes })}
      foot={[t("passwordReset.unexpected")]}
    >
      <MailOpening
        title={t("passwordReset.title")}
        greeting={
          recipientName === null ? t("greeting") : t("greetingName", { name: recipientName })
        }
        text={t("passwordReset.text", { minutes: validMinutes })}
      />
      <MailActions
        accent={readableAccent(company.accent).light}
        main={{ label: t("passwordReset.choose"), href: resetUrl }}
        other={null}
      />
      <MailCopyLink text={t("copyLink")} href={resetUrl} />
    </MailLayout>
  );
}
