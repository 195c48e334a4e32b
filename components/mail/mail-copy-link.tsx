import { MailBlock } from "./mail-block";
import { MAIL_TEXT } from "./mail-style";

type Props = { text: string; href: string };

/** The address in full, for programs that show no buttons; in plain text it stands there already. */
export function MailCopyLink({ text, href }: Props) {
  return (
    <MailBlock padding="0 32px 28px">
      <p className="ink2" data-skip-in-text="true" style={MAIL_TEXT.note}>
        {text}
        <br />
        <a href={href} className="link" style={{ wordBreak: "break-all" }}>
          {href}
        </a>
      </p>
    </MailBlock>
  );
}
