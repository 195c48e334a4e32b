import type { ReactNode } from "react";

import { MailBlock } from "./mail-block";
import { MAIL_TEXT } from "./mail-style";
import { MailTable } from "./mail-table";

export type MailFact = readonly [label: string, value: ReactNode];

/** Label and value in two columns, in the plain text as well; a fact without a value is left out. */
export function MailFacts({ facts }: { facts: readonly MailFact[] }) {
  return (
    <MailBlock padding="0 32px 24px">
      <MailTable width="auto" data-text-format="dataTable">
        {facts
          .filter(([, value]) => value !== null && value !== "")
          .map(([label, value]) => (
            <tr key={label}>
              <td
                className="ink2"
                width="96"
                valign="top"
                style={{ ...MAIL_TEXT.quiet, padding: "4px 12px 4px 0" }}
              >
                {label}
              </td>
              <td
                className="ink"
                valign="top"
                style={{ ...MAIL_TEXT.detail, padding: "4px 0", overflowWrap: "anywhere" }}
              >
                {value}
              </td>
            </tr>
          ))}
      </MailTable>
    </MailBlock>
  );
}
