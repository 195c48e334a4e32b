/** An appointment, or its booking at Cal.com, as far as the two have to agree. */
export type Side = { isActive: boolean; startsAt: Date; eventTypeId: number | null };

/**
 * What has to happen so that both sides agree:
 * - `agree`: nothing, they do
 * - `create`, `move`, `cancel`: tell the other side; `replace`: cancel there first, then create
 * - `adopt-move`, `adopt-cancel`: what was done there counts here
 * - `review`: a person has to look
 */
export type Reconciliation =
  "agree" | "create" | "move" | "cancel" | "replace" | "adopt-move" | "adopt-cancel" | "review";

type Sides = {
  ours: Side;
  /** How the booking was when both agreed last; null before there was one. */
  base: Side | null;
  /** How the booking is; null when it is unknown there. */
  theirs: Side | null;
};

/**
 * A merge with a common ancestor. What only one side has changed counts. Where both have, our change is
 * the later promise (somebody was told that it is saved) and is told to the other side, unless they have
 * cancelled: an appointment that the staff member's calendar no longer has is over.
 */
export function reconcile({ ours, base, theirs }: Sides): Reconciliation {
  if (base === null) return ours.isActive ? "create" : "agree";
  if (theirs === null) return ours.isActive ? "review" : "agree";
  if (isSame(ours, theirs)) return "agree";
  const adopted = isSame(theirs, base) ? null : adopt({ ours, base, theirs });
  if (adopted !== null) return adopted;
  if (!ours.isActive) return "cancel";
  if (!theirs.isActive) return "create";

  return ours.eventTypeId === theirs.eventTypeId ? "move" : "replace";
}

/** What their change means here; null where it gives way to ours. */
function adopt({ ours, base, theirs }: Record<keyof Sides, Side>): Reconciliation | null {
  if (!base.isActive) return "review";
  if (!theirs.isActive) return "adopt-cancel";
  if (!isSame(ours, base)) return null;

  return theirs.eventTypeId === ours.eventTypeId ? "adopt-move" : "review";
}

/** Of what is cancelled nothing else matters. */
function isSame(one: Side, other: Side): boolean {
  if (!one.isActive || !other.isActive) return one.isActive === other.isActive;

  return (
    one.startsAt.getTime() === other.startsAt.getTime() && one.eventTypeId === other.eventTypeId
  );
}
