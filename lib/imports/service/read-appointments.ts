import "server-only";

import { ImportWithoutAppointments } from "@/lib/imports/errors";
import {
  appointmentColumns,
  type AppointmentRow,
  EMPTY_APPOINTMENT_ROW,
  nameOf,
  statusOf,
} from "@/lib/imports/rules";
import type { ReadAppointment } from "@/lib/imports/schema";
import {
  readDate,
  readMinutes,
  readMoment,
  type SlashOrder,
  slashOrderOf,
} from "@/lib/imports/service/read-moment";
import { readTable } from "@/lib/imports/service/read-table";

/**
 * The appointments of a table whose first line names the columns, each row with what cannot be read of it.
 *
 * @throws ImportUnreadable quotation marks that do not match
 * @throws ImportWithoutAppointments no column says when, or for whom
 * @throws ImportTooLong
 */
export function readAppointments(text: string): ReadAppointment[] {
  const rows = readTable(text, {
    of: appointmentColumns,
    areEnough: (columns) =>
      (columns.includes("start") || (columns.includes("date") && columns.includes("time"))) &&
      ["name", "lastName", "email", "phone"].some((column) =>
        columns.some((one) => one === column),
      ),
    otherwise: () => new ImportWithoutAppointments(),
  });
  const order = slashOrderOf(
    rows.flatMap(({ record: { date = "", start = "" } }) => [date, start]),
  );

  return rows.map(({ line, record }) =>
    toAppointment(line, { ...EMPTY_APPOINTMENT_ROW, ...record }, order),
  );
}

type When = Pick<ReadAppointment, "starts" | "ends" | "minutes" | "problem">;

function toAppointment(line: number, row: AppointmentRow, order: SlashOrder): ReadAppointment {
  const when = whenOf(row, order);
  const status = statusOf(row.status);

  return {
    line,
    ...when,
    service: row.service,
    isServiceExact: true,
    staff: row.staff,
    customer: { name: nameOf(row), email: row.email, phone: row.phone },
    people: [],
    status: status ?? null,
    notes: row.notes,
    problem: when.problem ?? (status === undefined ? "status-unknown" : null),
  };
}

function whenOf(row: AppointmentRow, order: SlashOrder): When {
  const wrong = (problem: string) => ({ starts: null, ends: null, minutes: null, problem });
  const date = row.date === "" ? { day: null } : readDate(row.date, order);
  if ("problem" in date) return wrong(date.problem);
  const begin = readMoment({ text: row.start === "" ? row.time : row.start, ...date }, order);
  if ("problem" in begin) return wrong(begin.problem);
  const minutes = readMinutes(row.minutes);
  if (row.minutes !== "" && minutes === null) return wrong("duration-unreadable");
  const end = row.end === "" ? null : readMoment({ text: row.end, day: begin.day }, order);
  if (end !== null && "problem" in end) return wrong(end.problem);

  return { starts: begin.moment, ends: end?.moment ?? null, minutes, problem: null };
}
