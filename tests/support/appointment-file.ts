export const APPOINTMENT_HEAD =
  "Datum;Uhrzeit;Dauer;Leistung;Bei;Name;E-Mail;Telefon;Status;Notiz\n";

/** A row of a file of appointments: Anna Berg's haircut with Lena, unless told otherwise. */
export function appointmentRow(
  day: string,
  time: string,
  rest: Record<string, string> = {},
): string {
  const { service = "damenhaarschnitt", staff = "LENA Hofmann", name = "Anna Berg" } = rest;
  const { email = "", phone = "", status = "", notes = "", minutes = "" } = rest;

  return `${[day, time, minutes, service, staff, name, email, phone, status, notes].join(";")}\n`;
}
