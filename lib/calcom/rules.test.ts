import { describe, expect, it } from "vitest";

import { ancestorOf, findGaps, reconcile, type Side, suggestPairings } from "@/lib/calcom/rules";

const at = (hour: number, eventTypeId = 1): Side => ({
  isActive: true,
  startsAt: new Date(Date.UTC(2027, 2, 10, hour)),
  eventTypeId,
});
const off: Side = { ...at(9), isActive: false };

describe("reconcile", () => {
  it.each([
    ["a new appointment", at(9), null, null, "create"],
    ["one that was cancelled before it was ever told", off, null, null, "agree"],
    ["nothing has changed", at(9), at(9), at(9), "agree"],
    ["moved here", at(10), at(9), at(9), "move"],
    ["cancelled here", off, at(9), at(9), "cancel"],
    ["another service here", at(9, 2), at(9), at(9), "replace"],
    ["restored here", at(9), off, off, "create"],
    ["moved there", at(9), at(9), at(10), "adopt-move"],
    ["cancelled there", at(9), at(9), off, "adopt-cancel"],
    ["moved to the same time on both sides", at(10), at(9), at(10), "agree"],
    ["cancelled on both sides", off, at(9), off, "agree"],
    ["moved on both sides: ours is told on top of theirs", at(10), at(9), at(11), "move"],
    ["moved here, cancelled there", at(10), at(9), off, "adopt-cancel"],
    ["cancelled here, moved there", off, at(9), at(10), "cancel"],
    ["another event type there", at(9), at(9), at(9, 2), "review"],
    ["made again there, where it is over here", off, off, at(9), "adopt-again"],
    ["made again there, and restored here to another time", at(10), off, at(9), "review"],
    ["made again there, and restored here to the same time", at(9), off, at(9), "agree"],
    ["gone there without a trace", at(9), at(9), null, "review"],
    ["cancelled there before, and gone since", at(9), off, null, "create"],
    ["cancelled here, gone there", off, at(9), null, "agree"],
  ] as const)("%s", (_what, ours, base, theirs, expected) => {
    expect(reconcile({ ours, base, theirs })).toBe(expected);
  });
});

describe("what both sides knew before", () => {
  const booking = { ...at(10), uid: "new", earlierUids: ["middle", "old"] };

  it.each([
    ["nothing of a booking made from here that is heard of first", null, [], booking],
    ["one made from here in the place of another", off, ["other"], booking],
    ["that it was over, of one that was made again out of it", off, ["old"], off],
    ["how it was, of one that was moved there", at(9), ["old"], at(9)],
  ] as const)("is %s", (_what, base, uids, expected) => {
    expect(ancestorOf({ base, uids }, booking)).toEqual(expected);
  });
});

const services = [
  { id: "cut", name: "Damenhaarschnitt", durationMinutes: 45 },
  { id: "colour", name: "Färben & Strähnen", durationMinutes: 90 },
];
const staff = [
  { id: "lena", name: "Lena Hofmann", email: "lena@example.org", serviceIds: ["cut", "colour"] },
  { id: "mehmet", name: "Mehmet Aydın", email: "", serviceIds: ["cut"] },
];
const type = (id: number, title: string, minutes: number, ...hosts: string[]) => ({
  ...{ id, title, minutes, hosts },
});

describe("what an event type most likely books", () => {
  it.each([
    ["the same name", type(1, "Damenhaarschnitt", 45), "cut", null],
    ["another case and no umlauts", type(1, "FAERBEN und", 90), undefined, undefined],
    ["no umlauts, other signs", type(1, "faerben / straehnen", 90), "colour", null],
    ["another length", type(1, "Damenhaarschnitt", 30), undefined, undefined],
    ["its only host", type(1, "Damenhaarschnitt", 45, "LENA HOFMANN"), "cut", "lena"],
    [
      "its host's name in the title",
      type(1, "Damenhaarschnitt (Mehmet Aydın)", 45, "Mehmet Aydın"),
      "cut",
      "mehmet",
    ],
    ["a host whom nobody here knows", type(1, "Damenhaarschnitt", 45, "Petra"), "cut", null],
    ["several hosts", type(1, "Damenhaarschnitt", 45, "Lena Hofmann", "Petra"), "cut", null],
  ] as const)("%s", (_what, eventType, serviceId, staffId) => {
    expect(
      suggestPairings([{ ...eventType, hosts: [...eventType.hosts] }], { services, staff }),
    ).toEqual(serviceId === undefined ? [] : [{ eventTypeId: 1, serviceId, staffId }]);
  });

  it("is suggested once", () => {
    const twice = [type(1, "Damenhaarschnitt", 45), type(2, "damenhaarschnitt", 45)];

    expect(suggestPairings(twice, { services, staff })).toHaveLength(1);
  });
});

describe("what is missing", () => {
  const pairing = { eventTypeId: 1, serviceId: "cut", staffId: "lena", title: "Schnitt" };
  const gaps = (changes: Partial<Parameters<typeof findGaps>[0]> = {}) =>
    findGaps({
      ...{ services, staff, pairings: [pairing], eventTypes: [type(1, "Schnitt", 45)] },
      ...changes,
    });

  it("are services without event type, and people whom none of them books", () => {
    expect(gaps()).toEqual([
      { kind: "service-unpaired", names: ["Färben & Strähnen"] },
      { kind: "person-unpaired", names: ["Mehmet Aydın"] },
    ]);
  });

  it("are addresses of those who are booked, alone or with all others", () => {
    const none = staff.map((one) => ({ ...one, email: "" }));
    const without = (staffId: string | null) =>
      gaps({ staff: none, pairings: [{ ...pairing, staffId }] }).find(
        ({ kind }) => kind === "no-host",
      );

    expect(without("lena")?.names).toEqual(["Lena Hofmann"]);
    expect(without(null)?.names).toEqual(["Lena Hofmann", "Mehmet Aydın"]);
  });

  it("is nothing where everybody is booked and known", () => {
    const all = [
      { ...pairing, staffId: null },
      { eventTypeId: 2, serviceId: "colour", staffId: null, title: "Farbe" },
    ];
    const known = staff.map((one) => ({ ...one, email: `${one.id}@example.org` }));
    const eventTypes = [type(1, "Schnitt", 45), type(2, "Farbe", 90)];

    expect(gaps({ pairings: all, staff: known, eventTypes })).toEqual([]);
  });

  it("are bookings of another length, and event types that are gone, if Cal.com can be asked", () => {
    const kinds = (eventTypes: Parameters<typeof findGaps>[0]["eventTypes"]) =>
      gaps({ eventTypes }).map(({ kind, names }) => [kind, ...names]);

    expect(kinds([type(1, "Schnitt", 30)])).toContainEqual(["other-length", "Schnitt"]);
    expect(kinds([])).toContainEqual(["gone", "Schnitt"]);
    expect(kinds(null)).toEqual(gaps().map(({ kind, names }) => [kind, ...names]));
  });
});
