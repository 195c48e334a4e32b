import { MailBlock } from "./mail-block";
import { MailButton } from "./mail-button";
import { MailTable } from "./mail-table";

type Action = { label: string; href: string };

type Props = { accent: string; main: Action; other: Action | null };

/** One or two buttons, the second one outlined; on a phone one below the other. */
export function MailActions({ accent, main, other }: Props) {
  const mainButton = (
    <MailButton href={main.href} accent={accent}>
      {main.label}
    </MailButton>
  );

  return (
    <MailBlock>
      {other === null ? (
        mainButton
      ) : (
        <MailTable>
          <tr>
            <td className="half" width="50%" valign="top" style={{ padding: "0 6px 0 0" }}>
              {mainButton}
            </td>
            <td className="half" width="50%" valign="top" style={{ padding: "0 0 0 6px" }}>
              <MailButton href={other.href}>{other.label}</MailButton>
            </td>
          </tr>
        </MailTable>
      )}
    </MailBlock>
  );
}
