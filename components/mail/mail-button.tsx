import { MAIL, MAIL_TEXT } from "./mail-style";
import { MailTable } from "./mail-table";

type Props = {
  href: string;
  children: string;
  /** The accent that carries white text; without it the button is only outlined. */
  accent?: string;
};

/** A link in a coloured cell, which survives where styles on links are dropped. */
export function MailButton({ href, children, accent }: Props) {
  const cell =
    accent === undefined
      ? { border: `1px solid ${MAIL.fieldLine}`, borderRadius: "8px" }
      : { backgroundColor: accent, border: `1px solid ${accent}`, borderRadius: "8px" };
  const kind = accent === undefined ? "btn2" : "btn";

  return (
    <MailTable>
      <tr>
        <td className={kind} align="center" style={cell}>
          <a
            href={href}
            className={kind}
            style={{
              ...MAIL_TEXT.button,
              display: "block",
              padding: "13px 16px",
              borderRadius: "8px",
              textDecoration: "none",
              color: accent === undefined ? MAIL.ink : "#ffffff",
            }}
          >
            {children}
          </a>
        </td>
      </tr>
    </MailTable>
  );
}
