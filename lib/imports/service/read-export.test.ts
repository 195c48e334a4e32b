import { describe, expect, it } from "vitest";

import { appointmentsCsv } from "@/lib/appointments/service/appointments-csv";
import type { ExportedAppointment } from "@/lib/appointments/service/export-appointments";
import { readAppointments } from "@/lib/imports/service/read-appointments";
import { translator } from "@/lib/platform/messages";
import { type Locale, localeSchema } from "@/lib/shared/schema";

const APPOINTMENT: ExportedAppointment = {
  reference: "T-1234",
  startsAt: new Date("2027-03-09T22:45:00Z"),
  endsAt: new Date("2027-03-09T23:15:00Z"),
  timeZone: "Europe/Berlin",
  status: "confirmed",
  customer: 'Anna "Ännchen" Berg; Tal, Wald',
  email: "anna@example.org",
  phone: "+49 30 5551234",
  service: "Schneiden, Färben",
  staff: "Mehmet Aydın",
  branch: "Mitte",
  priceMinor: 6200,
  currency: "EUR",
};

const written = (locale: Locale, rows: ExportedAppointment[]) =>
  appointmentsCsv(rows, {
    locale,
    heading: (column) => translator(locale, "calendar")(`export.${column}`),
    status: (status) => translator(locale, "common")(`appointmentStatus.${status}`),
    cut: null,
  });

describe.each(localeSchema.options)(
  "the file of the list, taken back as an import, in %s",
  (locale) => {
    it("says when, what, with whom and for whom, as it was", () => {
      expect(readAppointments(written(locale, [APPOINTMENT]))).toEqual([
        {
          line: 2,
          starts: { wall: "2027-03-09T23:45", timeZone: null },
          ends: { wall: "2027-03-10T00:15", timeZone: null },
          minutes: null,
          service: APPOINTMENT.service,
          isServiceExact: true,
          staff: APPOINTMENT.staff,
          customer: {
            name: APPOINTMENT.customer,
            email: APPOINTMENT.email,
            phone: APPOINTMENT.phone,
          },
          people: [],
          status: "confirmed",
          notes: "",
          problem: null,
        },
      ]);
    });

    it("knows each state by its word; what is going on is as agreed until it is over", () => {
      const states = [
        ...(["pending", "confirmed", "in_progress"] as const),
        ...(["completed", "cancelled", "no_show"] as const),
      ];
      const rows = states.map((status) => ({ ...APPOINTMENT, status }));

      expect(readAppointments(written(locale, rows)).map(({ status }) => status)).toEqual([
        ...["pending", "confirmed", "confirmed"],
        ...["completed", "cancelled", "no_show"],
      ]);
    });

    it("takes off what kept spreadsheets from reading a formula, and no other apostrophe", () => {
      for (const customer of ["=1+1", "-Anna", "@anna", "'s Gravenhage"]) {
        const [read] = readAppointments(written(locale, [{ ...APPOINTMENT, customer }]));

        expect(read?.customer.name).toBe(customer);
      }
    });
  },
);
