import { companyInitial } from "@/components/ui/company-initial";

import { MAIL_TEXT } from "./mail-style";
import { MailTable } from "./mail-table";

type Props = { name: string; accent: string };

/** The company's initial on its colour, and its name; the initial is left out of the plain text. */
export function MailHead({ name, accent }: Props) {
  return (
    <tr>
      <td style={{ padding: "0 4px 16px" }}>
        <MailTable width="auto">
          <tr>
            <td
              className="mark"
              width="32"
              height="32"
              align="center"
              aria-hidden="true"
              data-skip-in-text="true"
              style={{
                ...MAIL_TEXT.name,
                backgroundColor: accent,
                color: "#ffffff",
                borderRadius: "6px",
                lineHeight: "32px",
              }}
            >
              {companyInitial(name)}
            </td>
            <td className="ink" style={{ ...MAIL_TEXT.name, paddingLeft: "12px" }}>
              {name}
            </td>
          </tr>
        </MailTable>
      </td>
    </tr>
  );
}
