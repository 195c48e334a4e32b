import type { EventType, Gap, Pairing } from "@/lib/calcom/schema";

/** An appointment, or its booking at Cal.com, as far as the two have to agree. */
export type Side = { isActive: boolean; startsAt: Date; eventTypeId: number | null };

/**
 * What has to happen so that both sides agree:
 * - `agree`: nothing, they do
 * - `create`, `move`, `cancel`: tell the other side; `replace`: cancel there first, then create
 * - `adopt-move`, `adopt-cancel`: what was done there counts here
 * - `adopt-again`: it is over on both sides, and somebody has made it anew there
 * - `review`: a person has to look
 */
export type Reconciliation =
  | "agree"
  | ("create" | "move" | "cancel" | "replace")
  | ("adopt-move" | "adopt-cancel" | "adopt-again")
  | "review";

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
  if (theirs === null) return !ours.isActive ? "agree" : base.isActive ? "review" : "create";
  if (isSame(ours, theirs)) return "agree";
  const adopted = isSame(theirs, base) ? null : adopt({ ours, base, theirs });
  if (adopted !== null) return adopted;
  if (!ours.isActive) return "cancel";
  if (!theirs.isActive) return "create";

  return ours.eventTypeId === theirs.eventTypeId ? "move" : "replace";
}

/** What their change means here; null where it gives way to ours. */
function adopt({ ours, base, theirs }: Record<keyof Sides, Side>): Reconciliation | null {
  if (!base.isActive) return ours.isActive ? "review" : "adopt-again";
  if (!theirs.isActive) return "adopt-cancel";
  if (!isSame(ours, base)) return null;

  return theirs.eventTypeId === ours.eventTypeId ? "adopt-move" : "review";
}

type Told = Extract<Reconciliation, "create" | "move" | "cancel" | "replace">;

/**
 * Whether there is still something to tell: a calendar takes no booking into the past, and lets none be changed that is over.
 * - `tell`: yes
 * - `over`: no, and nothing is lost by it
 * - `stands`: no, although their booking is still ahead; a person has to look
 */
export function stillToTell(
  action: Told,
  { ours, theirs, now }: { ours: Side; theirs: (Side & { endsAt: Date }) | null; now: Date },
): "tell" | "over" | "stands" {
  if (action === "cancel") return theirs !== null && theirs.endsAt <= now ? "over" : "tell";
  if (ours.startsAt > now) return "tell";

  return theirs?.isActive === true && theirs.startsAt > now ? "stands" : "over";
}

type Chained = Side & { uid: string; earlierUids: readonly string[] };

/**
 * What both sides knew before a booking was read. One that was made from here may be read before the answer that made it: what
 * it is, is what it was made as. One that comes of a booking known here (`uids`) was made there.
 */
export function ancestorOf(
  { base, uids }: { base: Side | null; uids: readonly string[] },
  theirs: Chained,
): Side | null {
  const isKnown = [theirs.uid, ...theirs.earlierUids].some((uid) => uids.includes(uid));

  return theirs.isActive && base?.isActive !== true && !isKnown ? theirs : base;
}

/** Of what is cancelled nothing else matters. */
function isSame(one: Side, other: Side): boolean {
  if (!one.isActive || !other.isActive) return one.isActive === other.isActive;

  return (
    one.startsAt.getTime() === other.startsAt.getTime() && one.eventTypeId === other.eventTypeId
  );
}

type Named = { id: string; name: string };
type Service = Named & { durationMinutes: number };

/** A name as far as people mean the same by it: no case, no accents, no signs. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What each event type most likely books: the service of the same name (its only host's name may stand beside
 * it) and length, with the person of the only host's name. None is suggested twice.
 */
export function suggestPairings(
  eventTypes: readonly EventType[],
  { services, staff }: { services: readonly Service[]; staff: readonly Named[] },
): Pairing[] {
  const taken = new Set<string>();

  return eventTypes.flatMap(({ id, title, minutes, hosts }) => {
    const [host] = hosts.length === 1 ? hosts : [];
    const person = host && staff.find(({ name }) => fold(name) === fold(host));
    const titles = [fold(title), fold(title.replace(host ?? "", ""))];
    const service = services.find(
      ({ name, durationMinutes }) => durationMinutes === minutes && titles.includes(fold(name)),
    );
    const staffId = person ? person.id : null;
    const key = `${service?.id ?? ""} ${staffId ?? ""}`;
    if (service === undefined || taken.has(key)) return [];
    taken.add(key);

    return [{ eventTypeId: id, serviceId: service.id, staffId }];
  });
}

export const isSameName = (one: string, other: string) => fold(one) === fold(other);

/** Whether somebody of this name is a host there, as far as the event types say. */
export function isHost(name: string, eventTypes: readonly EventType[]): boolean {
  return eventTypes.some(({ hosts }) => hosts.some((host) => isSameName(host, name)));
}

type Paired = {
  services: readonly Service[];
  staff: readonly (Named & { email: string; serviceIds: readonly string[] })[];
  pairings: readonly (Pairing & { title: string })[];
  /** Null where Cal.com could not be asked. */
  eventTypes: readonly EventType[] | null;
};

/** What is missing, or will surprise somebody. */
export function findGaps({ services, staff, pairings, eventTypes }: Paired): Gap[] {
  const books = (serviceId: string, staffId?: string) =>
    pairings.some(
      (pairing) =>
        pairing.serviceId === serviceId &&
        (staffId === undefined || pairing.staffId === null || pairing.staffId === staffId),
    );
  const performers = staff.filter(({ serviceIds }) => serviceIds.some((id) => books(id)));
  const typeOf = (id: number) => eventTypes?.find((type) => type.id === id);
  const serviceOf = (id: string) => services.find((service) => service.id === id);
  const found: Gap[] = [
    {
      kind: "service-unpaired",
      names: services.filter(({ id }) => !books(id)).map(({ name }) => name),
    },
    {
      kind: "person-unpaired",
      names: performers
        .filter(({ id, serviceIds }) =>
          serviceIds.some((serviceId) => books(serviceId) && !books(serviceId, id)),
        )
        .map(({ name }) => name),
    },
    {
      kind: "no-host",
      names: performers
        .filter(
          ({ id, email, serviceIds }) =>
            email === "" && serviceIds.some((serviceId) => books(serviceId, id)),
        )
        .map(({ name }) => name),
    },
    {
      kind: "other-length",
      names: pairings
        .filter(({ eventTypeId, serviceId }) => {
          const type = typeOf(eventTypeId);
          const service = serviceOf(serviceId);

          return type && service && type.minutes !== service.durationMinutes;
        })
        .map(({ title }) => title),
    },
    {
      kind: "gone",
      names:
        eventTypes === null
          ? []
          : pairings
              .filter(({ eventTypeId }) => typeOf(eventTypeId) === undefined)
              .map(({ title }) => title),
    },
  ];

  return found.filter(({ names }) => names.length > 0);
}
