import { MailActions } from "./mail-actions";
import type { MailCompany } from "./mail-company";
import { MailCopyLink } from "./mail-copy-link";
import { MailFacts } from "./mail-facts";
import { MailLayout } from "./mail-layout";
import { MailOpening } from "./mail-opening";
import { MailPanel } from "./mail-panel";
import type { MailTranslate } from "./mail-translate";
import { readableAccent } from "./readable-accent";

export type InvitationMailProps = {
  t: MailTranslate;
  locale: string;
  company: MailCompany;
  recipientName: string | null;
  inviter: string;
  /** In words: "Filialleitung". */
  role: string;
  branch: string | null;
  /** What the inviter wrote. */
  message: string | null;
  /** "Donnerstag, 26. November, 08:30 Uhr" */
  validUntil: string;
  acceptUrl: string;
};

/** Subject: `invitation.subject` with inviter and company. */
export function InvitationMail({
  t,
  locale,
  company,
  inviter,
  ...invitation
}: InvitationMailProps) {
  const { recipientName, role, branch, message, validUntil, acceptUrl } = invitation;

  return (
    <MailLayout
      locale={locale}
      company={company}
      preview={t("invitation.preview", { validUntil })}
      foot={[t("invitation.unexpected"), t("invitation.personal")]}
    >
      <MailOpening
        title={t("invitation.title", { inviter })}
        greeting={
          recipientName === null ? t("greeting") : t("greetingName", { name: recipientName })
        }
        text={t("invitation.text", { inviter, company: company.name })}
      />
      {message !== null && message !== "" && (
        <MailPanel>
          {t("invitation.quote", { message })
            .split("\n")
            .flatMap((line, row) => (row === 0 ? [line] : [<br key={row} />, line]))}
        </MailPanel>
      )}
      <MailFacts
        facts={[
          [t("invitation.role"), role],
          [t("invitation.branch"), branch],
          [t("invitation.validUntil"), <b key="until">{validUntil}</b>],
        ]}
      />
      <MailActions
        accent={readableAccent(company.accent).light}
        main={{ label: t("invitation.accept"), href: acceptUrl }}
        other={null}
      />
      <MailCopyLink text={t("copyLink")} href={acceptUrl} />
    </MailLayout>
  );
}
