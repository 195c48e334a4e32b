import type { MailDeadline } from "./appointment-mail-props";
import { MailBlock } from "./mail-block";
import { MailEmphasis } from "./mail-emphasis";
import { MAIL_TEXT } from "./mail-style";
import type { MailTranslate } from "./mail-translate";

type Props = { t: MailTranslate; deadline: MailDeadline };

export function AppointmentMailDeadline({ t, deadline }: Props) {
  const { rescheduleUntil, cancelUntil, reschedulesLeft, isFree } = deadline;
  if (rescheduleUntil === null && cancelUntil === null) return null;

  const free = isFree ? "yes" : "no";
  const key = (name: string) => `appointment.deadline.${name}`;
  const times = rescheduleUntil === null ? "" : ` ${t(key("times"), { count: reschedulesLeft })}`;
  const sentences =
    rescheduleUntil === cancelUntil
      ? [["both", cancelUntil, times]]
      : [
          ["reschedule", rescheduleUntil, times],
          ["cancel", cancelUntil, ""],
        ];

  return (
    <MailBlock padding="20px 32px 28px" isRuled>
      {sentences.map(
        ([name, until, after]) =>
          name &&
          until && (
            <p key={name} className="ink2" style={MAIL_TEXT.quiet}>
              <MailEmphasis text={t(key(name), { until, free }) + (after ?? "")} part={until} />
            </p>
          ),
      )}
    </MailBlock>
  );
}
