import { MailBlock } from "./mail-block";
import { MAIL_TEXT } from "./mail-style";

type Props = { title: string; greeting: string; text: string };

/** What happened as the heading, then the person, then the sentence. */
export function MailOpening({ title, greeting, text }: Props) {
  return (
    <>
      <MailBlock padding="32px 32px 12px">
        <h1 className="ink" style={MAIL_TEXT.title}>
          {title}
        </h1>
      </MailBlock>
      <MailBlock>
        <p className="ink" style={MAIL_TEXT.body}>
          {greeting}
          <br />
          {text}
        </p>
      </MailBlock>
    </>
  );
}
