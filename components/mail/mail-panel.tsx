import type { ReactNode } from "react";

import { MailBlock } from "./mail-block";
import { MAIL, MAIL_TEXT } from "./mail-style";
import { MailTable } from "./mail-table";

/** A quiet surface inside the card: a personal message, the time. */
export function MailPanel({ children }: { children: ReactNode }) {
  return (
    <MailBlock>
      <MailTable>
        <tr>
          <td
            className="soft ink"
            style={{
              ...MAIL_TEXT.detail,
              backgroundColor: MAIL.ground,
              borderRadius: "8px",
              padding: "16px 20px",
            }}
          >
            {children}
          </td>
        </tr>
      </MailTable>
    </MailBlock>
  );
}
