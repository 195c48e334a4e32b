import type { AppointmentFilter } from "@/lib/appointments/schema";

/** The filter as it stands in the address, without what is not set. */
export function listQuery(
  filter: Partial<Record<keyof AppointmentFilter, string | undefined>>,
): string {
  const set = Object.entries(filter).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );

  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

/** The first page of what a filter finds. */
export const FIRST_PAGE = { after: undefined, before: undefined };

/** Whether anything but the days is chosen. */
export function isNarrowed(filter: AppointmentFilter): boolean {
  const { branchId, staffId, serviceId, status, search } = filter;
  const chosen = [branchId, staffId, serviceId, status].some((value) => value !== undefined);

  return chosen || search !== "";
}
