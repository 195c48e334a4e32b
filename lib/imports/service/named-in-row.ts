import "server-only";

import type { ImportedPerson, ReadAppointment } from "@/lib/imports/schema";
import type { OfferedService, OfferingStaff, Offers } from "@/lib/imports/service/load-offers";
import { normaliseEmail } from "@/lib/shared/email";

/** What holds for a row that does not say it. */
export type Defaults = { serviceId?: string | undefined; staffId?: string | undefined };
type Facts = { offers: Offers; defaults: Defaults };

/** Whether two people would call it the same. */
export const isNamed = (name: string, wanted: string) =>
  name.trim().toLowerCase() === wanted.trim().toLowerCase();

/** By name; a calendar's title may say more than that, and of several names in it the longest counts. */
export function findService(
  { service: text, isServiceExact }: ReadAppointment,
  { offers: { services }, defaults }: Facts,
): OfferedService | undefined {
  const exact = services.find(({ name }) => isNamed(name, text));
  const within = isServiceExact
    ? undefined
    : [...services]
        .sort((one, other) => other.name.length - one.name.length)
        .find(({ name }) => text.toLowerCase().includes(name.toLowerCase()));
  const chosen = services.find(({ id }) => id === defaults.serviceId);

  return exact ?? within ?? (isServiceExact && text !== "" ? undefined : chosen);
}

/** By name or address; in a calendar, whoever of its people works here. */
export function findStaff(
  { staff: text, people }: ReadAppointment,
  { offers: { staff }, defaults }: Facts,
): OfferingStaff | undefined {
  if (text !== "") {
    return staff.find(({ name, email }) => isNamed(name, text) || isNamed(email, text));
  }

  return (
    staff.find((one) => people.some((person) => isSame(person, one))) ??
    staff.find(({ id }) => id === defaults.staffId)
  );
}

function isSame({ name, email }: ImportedPerson, staff: OfferingStaff): boolean {
  if (email !== "" && staff.email !== "") return normaliseEmail(email) === staff.email;

  return name !== "" && isNamed(staff.name, name);
}

/** Whom it is for: in a calendar, whoever is nobody of the staff. */
export function findCustomer(
  { customer, people }: ReadAppointment,
  staff: readonly OfferingStaff[],
): ImportedPerson {
  const stranger = people.find((person) => !staff.some((one) => isSame(person, one)));

  return stranger ?? customer;
}
