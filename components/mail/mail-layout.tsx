import { Body, Head, Html, Preview } from "@react-email/components";
import type { ReactNode } from "react";

import type { MailCompany } from "./mail-company";
import { MailHead } from "./mail-head";
import { MAIL, MAIL_TEXT, mailStyles } from "./mail-style";
import { MailTable } from "./mail-table";
import { readableAccent } from "./readable-accent";

type Props = {
  locale: string;
  company: MailCompany;
  /** What an inbox shows after the subject. */
  preview: string;
  /** MailBlock after MailBlock. */
  children: ReactNode;
  /** Sentences below the card. */
  foot: readonly string[];
};

const CARD = {
  backgroundColor: MAIL.surface,
  border: `1px solid ${MAIL.line}`,
  borderRadius: "10px",
};

/** One table of 560 px with inline styles: company, card, small print. */
export function MailLayout({ locale, company, preview, children, foot }: Props) {
  const accent = readableAccent(company.accent);
  const lines = company.address === null ? foot : [...foot, company.address];

  return (
    <Html lang={locale}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{mailStyles(accent)}</style>
      </Head>
      <Body className="bg" style={{ margin: 0, padding: 0, backgroundColor: MAIL.ground }}>
        <Preview>{preview}</Preview>
        <MailTable className="bg" style={{ backgroundColor: MAIL.ground }}>
          <tr>
            <td align="center" className="outer" style={{ padding: "32px 16px 48px" }}>
              <MailTable style={{ maxWidth: "560px", textAlign: "left" }}>
                <MailHead name={company.name} accent={accent.light} />
                <tr>
                  <td className="card" style={CARD}>
                    <MailTable>{children}</MailTable>
                  </td>
                </tr>
                <tr>
                  <td className="pad" style={{ padding: "20px 8px 0" }}>
                    {lines.map((line) => (
                      <p
                        key={line}
                        className="ink2"
                        style={{ ...MAIL_TEXT.note, margin: "0 0 8px" }}
                      >
                        {line}
                      </p>
                    ))}
                  </td>
                </tr>
              </MailTable>
            </td>
          </tr>
        </MailTable>
      </Body>
    </Html>
  );
}
