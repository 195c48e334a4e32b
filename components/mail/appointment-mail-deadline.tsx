import type { MailDeadline } from "./appointment-mail-props";
import { MailBlock } from "./mail-block";
import { MailEmphasis } from "./mail-emphasis";
import { MAIL_TEXT } from "./mail-style";
import type { MailTranslate } from "./mail-translate";

type Props = { t: MailTranslate; deadline: MailDeadline };

export function AppointmentMailDeadline({ t, deadline }: Props) {
  const { reschedule, cancel, reschedulesLeft } = deadline;
  if (reschedule === null && cancel === null) return null;

  const key = (name: string) => `appointment.deadline.${name}`;
  const times = reschedule === null ? "" : ` ${t(key("times"), { count: reschedulesLeft })}`;
  const isSame = reschedule?.until === cancel?.until && reschedule?.then === cancel?.then;
  const sentences = isSame
    ? [{ name: "both", span: cancel, after: times }]
    : [
        { name: "reschedule", span: reschedule, after: times },
        { name: "cancel", span: cancel, after: "" },
      ];

  return (
    <MailBlock padding="20px 32px 28px" isRuled>
      {sentences.map(
        ({ name, span, after }) =>
          span !== null && (
            <p key={name} className="ink2" style={MAIL_TEXT.quiet}>
              <MailEmphasis text={t(key(name), span) + after} part={span.until} />
            </p>
          ),
      )}
    </MailBlock>
  );
}
