import type { ReactNode } from "react";

import { MAIL } from "./mail-style";

type Props = {
  children: ReactNode;
  /** CSS padding; the sides become 20 px on a phone. */
  padding?: string;
  /** A line above it. */
  isRuled?: boolean;
};

/** One row of the card. */
export function MailBlock({ children, padding = "0 32px 20px", isRuled = false }: Props) {
  return (
    <tr>
      <td
        className={isRuled ? "pad rule" : "pad"}
        style={{ padding, ...(isRuled && { borderTop: `1px solid ${MAIL.line}` }) }}
      >
        {children}
      </td>
    </tr>
  );
}
