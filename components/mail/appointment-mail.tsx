import { AppointmentMailDeadline } from "./appointment-mail-deadline";
import { AppointmentMailFacts } from "./appointment-mail-facts";
import type { AppointmentMailProps } from "./appointment-mail-props";
import { AppointmentMailTime } from "./appointment-mail-time";
import { MailActions } from "./mail-actions";
import { MailLayout } from "./mail-layout";
import { MailOpening } from "./mail-opening";
import { readableAccent } from "./readable-accent";

/** Subject: `appointment.<audience>.<kind>.subject` with when, customer and company. */
export function AppointmentMail(props: AppointmentMailProps) {
  const { t, locale, company, audience, kind, recipientName, customer, staff, service } = props;
  const { words, previousStaff } = props;
  const { day, time, zone, previous, deadline } = props;
  const sentence = (name: string) =>
    t(`appointment.${audience}.${words}.${name}`, {
      customer,
      staff,
      service,
      day,
      time,
      company: company.name,
      previousStaff: previousStaff ?? staff,
      isOtherTime: String(previous !== null),
    });

  return (
    <MailLayout
      locale={locale}
      company={company}
      preview={sentence("preview")}
      foot={audience === "customer" ? customerFoot(props) : [t("appointment.staffFoot")]}
    >
      <MailOpening
        title={sentence("title")}
        greeting={
          recipientName === null ? t("greeting") : t("greetingName", { name: recipientName })
        }
        text={sentence("text")}
      />
      <AppointmentMailTime {...{ t, isOver: kind === "cancelled", day, time, zone, previous }} />
      <AppointmentMailFacts appointment={props} />
      <MailActions
        accent={readableAccent(company.accent).light}
        main={{
          label: t(`appointment.open.${kind === "new_time" ? "newTime" : audience}`),
          href: props.actionUrl,
        }}
        other={
          props.calendarUrl === null || kind === "cancelled"
            ? null
            : { label: t("appointment.calendar"), href: props.calendarUrl }
        }
      />
      {deadline !== null && kind !== "cancelled" && (
        <AppointmentMailDeadline t={t} deadline={deadline} />
      )}
    </MailLayout>
  );
}

/** Only ways on which somebody of the company is reached. */
function customerFoot({ t, canAnswer, company: { phone } }: AppointmentMailProps): string[] {
  const ways = [...(phone === null ? [] : ["phone"]), ...(canAnswer ? ["answer"] : [])].join("-");

  return [
    t("appointment.customerFoot"),
    ...(ways === "" ? [] : [t(`appointment.questions.${ways}`, { phone: phone ?? "" })]),
  ];
}
