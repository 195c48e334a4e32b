import "server-only";

import { newCustomerSchema } from "@/lib/customers/schema";
import type {
  AppointmentEntry,
  ImportedPerson,
  ImportedStatus,
  ReadAppointment,
} from "@/lib/imports/schema";
import type { OfferedService, OfferingStaff, Offers } from "@/lib/imports/service/load-offers";
import {
  type Defaults,
  findCustomer,
  findService,
  findStaff,
  isNamed,
} from "@/lib/imports/service/named-in-row";
import { problemOf } from "@/lib/imports/service/read-customers";
import { statusOf, timeOf } from "@/lib/imports/service/time-of-row";
import { shortened } from "@/lib/shared/shortened";

const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const MOST_YEARS_AHEAD_MS = 5 * 366 * 86_400_000;

type Facts = { offers: Offers; defaults: Defaults; now: Date };

/** What a row comes to, or the first thing that is wrong with it. Whether its time is free is asked later. */
export function checkAppointment(read: ReadAppointment, facts: Facts): AppointmentEntry {
  const service = findService(read, facts);
  const staff = findStaff(read, facts);
  const customer = findCustomer(read, facts.offers.staff);
  const time = timeOf(read, { service, staff });
  const { status, problem: wrongStatus } = statusOf(read.status, { ...time, now: facts.now });
  const { problem: wrongCustomer, ...checked } = checkCustomer(customer, notesOf(read, service));
  const problems = [
    read.problem,
    service === undefined ? "service-unknown" : null,
    staff === undefined ? "staff-not-found" : null,
    time.problem,
    wrongCustomer,
    wrongStatus,
    whyNotAhead({ service, staff, startsAt: time.startsAt, status }, facts.now),
  ];

  return {
    line: read.line,
    startsAt: time.startsAt?.toISOString() ?? null,
    endsAt: time.endsAt?.toISOString() ?? null,
    customerId: null,
    ...checked,
    ...serviceColumns(service, read.service),
    ...staffColumns(staff, read.staff),
    status,
    problem: problems.find((problem) => problem !== null) ?? null,
    appointmentId: null,
  };
}

/** What was read is shown where nothing of that name was found. */
function serviceColumns(service: OfferedService | undefined, text: string) {
  if (service === undefined) {
    return { service: shortened(text, 120), serviceId: null, priceMinor: 0, currency: "EUR" };
  }
  const { name, id, priceMinor, currency } = service;

  return { service: name, serviceId: id, priceMinor, currency };
}

function staffColumns(staff: OfferingStaff | undefined, text: string) {
  if (staff === undefined) {
    return { staff: shortened(text, 120), staffId: null, branchId: null, timeZone: "UTC" };
  }
  const { name, id, branchId, timeZone } = staff;

  return { staff: name, staffId: id, branchId, timeZone };
}

/** The title of an event is kept where it says more than the service's name. */
function notesOf(read: ReadAppointment, service: OfferedService | undefined): string {
  const isMore = !read.isServiceExact && !isNamed(read.service, service?.name ?? "");

  return [isMore ? read.service : "", read.notes].filter((part) => part !== "").join("\n");
}

type Checked = { customer: ImportedPerson; notes: string; problem: string | null };

/** The rules are those of the form in which somebody writes down one customer. */
function checkCustomer({ name, email, phone }: ImportedPerson, text: string): Checked {
  const read = { name: name === "" ? email : name, email, phone, notes: text };
  const shown = {
    name: shortened(read.name, 200),
    email: shortened(email, 200),
    phone: shortened(phone, 200),
  };
  if (read.name === "")
    return { customer: shown, notes: shortened(text, 200), problem: "customer-missing" };
  const checked = newCustomerSchema.safeParse({ ...read, locale: "de", timeZone: "UTC" });
  if (!checked.success) {
    const [issue] = checked.error.issues;

    return {
      customer: shown,
      notes: shortened(text, 200),
      problem: issue === undefined ? "invalid" : problemOf(issue),
    };
  }
  const { notes, ...customer } = checked.data;

  return {
    customer: { name: customer.name, email: customer.email, phone: customer.phone },
    notes,
    problem: null,
  };
}

type Ahead = {
  service: OfferedService | undefined;
  staff: OfferingStaff | undefined;
  startsAt: Date | null;
  status: ImportedStatus;
};

/** What is to come has to be possible; what has been, was. */
function whyNotAhead({ service, staff, startsAt, status }: Ahead, now: Date): string | null {
  if (service === undefined || staff === undefined || startsAt === null) return null;
  const ahead = startsAt.getTime() - now.getTime();
  if (startsAt.getTime() < EARLIEST || ahead > MOST_YEARS_AHEAD_MS) return "date-out-of-range";
  if (ahead <= 0 || status === "cancelled") return null;
  if (!service.isActive) return "service-put-away";
  if (!staff.isActive) return "staff-put-away";

  return staff.serviceIds.includes(service.id) ? null : "service-not-theirs";
}
