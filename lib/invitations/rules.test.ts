import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  coarseAddress,
  delimiterOf,
  localeOf,
  readAddresses,
  roleOf,
} from "@/lib/invitations/rules";

describe("a pasted list of addresses", () => {
  it.each([
    ["anna@example.org", ["anna@example.org"]],
    ["a@example.org\nb@example.org\r\n\r\nc@example.org", ["a@", "b@", "c@"]],
    ["a@example.org, b@example.org;c@example.org", ["a@", "b@", "c@"]],
    ["a@example.org b@example.org", ["a@", "b@"]],
    ["Anna Berg <a@example.org>, Tom <b@example.org>", ["a@", "b@"]],
    ["Berg, Anna <a@example.org>; Lang, Tom <b@example.org>", ["a@", "b@"]],
    ['"Berg, Anna" <a@example.org>, b@example.org', ["a@", "b@"]],
    [" \n ,; ", []],
  ])("is read from %j", (text, wanted) => {
    const full = wanted.map((address) =>
      address.endsWith("@") ? `${address}example.org` : address,
    );

    expect(readAddresses(text).sort()).toEqual(full);
  });

  it("keeps what is no address, so that it can be refused by name", () => {
    expect(readAddresses("anna@example.org\nTom Lang\n=1+1")).toEqual([
      "anna@example.org",
      "Tom Lang",
      "=1+1",
    ]);
  });

  it("finds every address, however the list is separated", () => {
    const address = fc
      .tuple(fc.stringMatching(/^[a-z0-9.]{1,12}$/), fc.stringMatching(/^[a-z]{1,12}$/))
      .map(([name, domain]) => `${name}@${domain}.example`);
    const written = fc.tuple(address, fc.constantFrom("", "Anna Berg", '"Berg, Anna"'));
    const separator = fc.constantFrom("\n", "\r\n", ",", ", ", ";", "; ", "\t");

    fc.assert(
      fc.property(fc.array(written, { maxLength: 20 }), separator, (people, between) => {
        const text = people
          .map(([email, name]) => (name === "" ? email : `${name} <${email}>`))
          .join(between);

        expect(readAddresses(text).sort()).toEqual(people.map(([email]) => email).sort());
      }),
    );
  });
});

describe("a table of people", () => {
  it("is one whose first line has a heading for the address, in German or English", () => {
    expect(delimiterOf("email,role,branch")).toBe(",");
    expect(delimiterOf("Rolle;E-Mail-Adresse")).toBe(";");
    expect(delimiterOf('"E-Mail"\t"Filiale"')).toBe("\t");
    expect(delimiterOf("email")).toBe(",");
    expect(delimiterOf("anna@example.org, tom@example.org")).toBeNull();
    expect(delimiterOf("constructor,__proto__")).toBeNull();
  });

  it("may name roles and languages as people do", () => {
    expect(
      [" Filialleitung ", "STAFF", "Verwaltung", "Königin", "constructor"].map(roleOf),
    ).toEqual(["manager", "staff", "admin", null, null]);
    expect(["Deutsch", "EN", "Latein", "toString"].map(localeOf)).toEqual(["de", "en", null, null]);
  });
});

describe("where somebody came from", () => {
  it("is a network, and no device of it", () => {
    expect(coarseAddress("203.0.113.7")).toBe("203.0.113.x");
    expect(coarseAddress("2001:db8:85a3:8d3:1319:8a2e:370:7348")).toBe("2001:db8:85a3:…");
    expect(coarseAddress("2001:db8::1")).toBe("2001:db8:…");
  });
});
