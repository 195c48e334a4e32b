import { formatZoneName } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

import { ownTime } from "./own-clock";

type Props = { page: ManagedPage; slots: readonly { startsAt: string }[] };

/** Whose clock is which, said once above times that are on two of them. */
export function BothZones({ page, slots }: Props) {
  const { appointment, customer, reader, locale } = page;
  const [first] = slots.filter(({ startsAt }) => ownTime(page, startsAt) !== undefined);
  if (first === undefined) return null;
  const zone = (timeZone: string) => formatZoneName(first.startsAt, { locale, timeZone });

  return (
    <p className="text-note text-ink-2">
      {customer("move.bothZones", {
        city: appointment.branch.city,
        zone: zone(reader.timeZone),
        own: zone(appointment.customer.timeZone),
      })}
    </p>
  );
}
