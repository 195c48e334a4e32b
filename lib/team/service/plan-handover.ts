import "server-only";

import type { Person } from "@/lib/appointments/schema";
import type { Reassignable } from "@/lib/appointments/service/reassign-appointments";
import { AppointmentsChanged, AppointmentsClash, TakerRequired } from "@/lib/team/errors";
import type { DeactivateMember, Taker } from "@/lib/team/schema";

/** In the sentence; each of them is marked in the form. */
const MOST_NAMED = 5;

export type Move = { appointment: Reassignable; to: Person };

/**
 * Who takes what, if all of it is as the page has shown it and every choice is possible.
 *
 * @throws TakerRequired, AppointmentsChanged, AppointmentsClash as for `deactivateMember`
 */
export function planHandover(
  appointments: readonly Reassignable[],
  input: DeactivateMember,
): Move[] {
  const seen = new Map(input.appointments.map((row) => [row.id, row]));
  const takers = appointments.map((appointment) => {
    const row = seen.get(appointment.id);
    if (row?.version !== appointment.version) throw new AppointmentsChanged();

    return { appointment, taker: row.taker ?? input.all };
  });
  if (seen.size !== appointments.length) throw new AppointmentsChanged();
  if (takers.some(({ taker }) => taker === undefined)) throw new TakerRequired();

  const moves = takers.filter(({ taker }) => taker !== "leave").map(toMove);
  const clashing = moves.filter(({ to }) => to === null).map(({ appointment }) => appointment);
  if (clashing.length > 0) throw clash(clashing);

  return moves.filter((move): move is Move => move.to !== null);
}

function toMove({ appointment, taker }: { appointment: Reassignable; taker?: Taker | undefined }) {
  return { appointment, to: appointment.free.find(({ id }) => id === taker) ?? null };
}

/** Names the appointments that a colleague cannot take. */
export function clash(appointments: readonly Reassignable[]): Error {
  const named = appointments.slice(0, MOST_NAMED).map(({ reference }) => reference);

  return new AppointmentsClash({
    params: {
      count: appointments.length,
      references: `${named.join(", ")}${named.length < appointments.length ? " …" : ""}`,
    },
    issues: appointments.map(({ id }) => ({
      path: [`taker.${id}`],
      message: "colleague-not-free",
    })),
  });
}
