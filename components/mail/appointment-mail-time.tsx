import type { AppointmentMailProps } from "./appointment-mail-props";
import { MailPanel } from "./mail-panel";
import { MAIL, MAIL_TEXT } from "./mail-style";

type Props = Pick<AppointmentMailProps, "t" | "day" | "time" | "zone" | "previous"> & {
  /** It does not take place. */
  isOver: boolean;
};

const LABEL = { ...MAIL_TEXT.quiet, color: MAIL.ink3 };

/** Old struck through, new large; a cancelled appointment has only an old time. */
export function AppointmentMailTime({ t, isOver, day, time, zone, previous }: Props) {
  if (isOver) {
    return (
      <MailPanel>
        <p className="ink2" style={LABEL}>
          {t("appointment.label.cancelled")}:<br />
          <s>
            {day}, {time}
          </s>
        </p>
      </MailPanel>
    );
  }

  return (
    <MailPanel>
      {previous !== null && (
        <p className="ink2" style={{ ...LABEL, margin: "0 0 14px" }}>
          {t("appointment.label.old")}:<br />
          <s>{previous}</s>
        </p>
      )}
      <p className="ink" style={MAIL_TEXT.day}>
        {previous !== null && (
          <>
            <span className="ink2" style={LABEL}>
              {t("appointment.label.new")}:
            </span>
            <br />
          </>
        )}
        {day}
        <br />
        <span style={MAIL_TEXT.time} className="ink">
          {time}
        </span>
      </p>
      {zone !== null && (
        <p className="ink2" style={{ ...LABEL, margin: "2px 0 0" }}>
          {zone}
        </p>
      )}
    </MailPanel>
  );
}
