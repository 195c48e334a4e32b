import { describe, expect, it } from "vitest";

import { manageSecret } from "@/lib/appointments/service/manage-link";
import { appointmentId, companyId, render, reveal, words } from "@/tests/support/mail-snapshot";

describe("news of every kind", () => {
  it.each([
    ["de", "customer", "changed", "Ihr Termin wurde geändert", "REQUEST"],
    ["de", "customer", "restored", "Ihr Termin gilt wieder", "REQUEST"],
    ["de", "customer", "reminder", "Bis bald bei Salon am Kiez", "REQUEST"],
    ["de", "customer", "new_time", "Bitte wählen Sie eine neue Zeit", "REQUEST"],
    ["de", "staff", "changed", "Termin mit Marlene Fischer geändert", "REQUEST"],
    ["de", "staff", "restored", "Termin mit Marlene Fischer gilt wieder", "REQUEST"],
    ["en", "customer", "changed", "Your appointment was changed", "REQUEST"],
    ["en", "customer", "restored", "Your appointment stands again", "REQUEST"],
    ["en", "customer", "reminder", "See you soon at Salon am Kiez", "REQUEST"],
    ["en", "customer", "new_time", "Please choose a new time", "REQUEST"],
    ["en", "staff", "changed", "Appointment with Marlene Fischer changed", "REQUEST"],
    ["en", "staff", "restored", "Appointment with Marlene Fischer stands again", "REQUEST"],
  ] as const)("in %s to the %s: %s", async (locale, audience, kind, title, method) => {
    const mail = await render({ locale, audience, kind, previousStartsAt: null });
    const [file] = mail.attachments;

    expect(words(mail.text)).toContain(title);
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(JSON.stringify(mail)).not.toMatch(/appointment\.(customer|staff|label|open)\./);
    expect(file?.contentType).toContain(`method=${method}`);
  });

  it("shows what was and what is, when the company changed the service or the person", async () => {
    const change = { previousService: "Bart", previousStaff: "Mehmet Aydın" };
    const text = words((await render({ kind: "changed", ...change })).text);

    expect(text).toContain("Bart → Damenhaarschnitt");
    expect(text).toContain("Mehmet Aydın → Lena Hofmann");
  });

  const otherService = {
    ...{ kind: "changed" as const, previousService: "Bart", priceMinor: 3500 },
    ...{ previousStartsAt: "2027-03-11T12:00:00.000Z", previousEndsAt: "2027-03-11T14:30:00.000Z" },
  };

  it("says from when to when another service takes, before and now, and what it costs", async () => {
    const text = words((await render(otherService)).text);

    expect(text).toContain("gebucht ist jetzt: Damenhaarschnitt. Damit ändert sich auch");
    expect(text).toContain("Bisher: Do., 11. März, 13:00–15:30 Uhr");
    expect(text).toContain("13:00–13:45 Uhr");
    expect(text).toMatch(/Preis 35,00\s€/);
    expect(text).not.toContain("Die Zeit bleibt");
    const staff = words((await render({ ...otherService, audience: "staff" })).text);
    expect(staff).toContain("13:00–15:30 Uhr");
    expect(staff).not.toContain("Preis");
  });

  it("says that the time stays where another service takes as long", async () => {
    const same = { previousStartsAt: null, previousEndsAt: null };
    const text = words((await render({ ...otherService, ...same, locale: "en" })).text);

    expect(text).toContain("It is now booked for: Damenhaarschnitt. The time stays as it was.");
  });

  it.each([
    ["de", "rescheduled", "Neuer Termin, übernommen von Mehmet Aydın: Marlene Fischer, Do., 11."],
    ["de", "changed", "Neuer Termin, übernommen von Mehmet Aydın: Marlene Fischer, Do., 11."],
    ["en", "changed", "New appointment, taken over from Mehmet Aydın: Marlene Fischer, Thu 11"],
  ] as const)("calls an appointment new for whoever takes it over (%s, %s)", async (...told) => {
    const [locale, kind, subject] = told;
    const change = { audience: "staff", isTakenOver: true, previousStaff: "Mehmet Aydın" } as const;
    const mail = await render({ locale, kind, ...change });

    expect(mail.subject).toContain(subject);
    expect(words(mail.text)).toMatch(/in Ihrem Kalender steht ein neuer|new .* in your calendar/);
    expect(words(mail.text)).not.toMatch(/verschoben|geändert wurde|Bisher|Before/);
    expect(mail.attachments[0]?.contentType).toContain("method=REQUEST");
  });

  it.each([
    ["de", "Mi., 1. Januar 2031, 10:00 Uhr", "Mittwoch, 1. Januar 2031", "30. Dezember 2030"],
    ["en", "Wed, 1 January 2031, 10:00", "Wednesday, 1 January 2031", "30 December 2030"],
  ] as const)("says the year that is not the one of its writing, in %s", async (...told) => {
    const [locale, subject, day, before] = told;
    const mail = await render({
      ...{ locale, changedAt: "2026-11-28T02:00:00Z", readerTimeZone: "America/New_York" },
      ...{ startsAt: "2031-01-01T09:00:00Z", endsAt: "2031-01-01T09:45:00Z" },
      ...{ previousStartsAt: "2030-12-30T09:00:00Z", previousEndsAt: "2030-12-30T09:45:00Z" },
      deadline: {
        ...{ rescheduleUntil: "2030-12-31T09:00:00Z", cancelUntil: null, reschedulesLeft: 1 },
      },
    });
    const text = words(mail.text);

    expect(mail.subject).toContain(subject);
    for (const part of [day, before]) expect(text).toContain(part);
    expect(text).toMatch(/31\.? (Dezember|December) 2030/);
    expect(text).not.toMatch(/(Januar|Dezember|January|December)\b(?! 20)/);
    expect((await render({ locale, changedAt: "2027-03-01T09:00:00Z" })).subject).not.toMatch(
      /20\d\d/,
    );
  });

  it("tells whoever hands an appointment over so, and takes it out of their calendar alone", async () => {
    const change = { audience: "staff", isHandedOver: true } as const;
    const mail = await render({ kind: "rescheduled", ...change });

    expect(mail.subject).toContain("Abgegeben: Marlene Fischer, Mi., 10. März, 10:00 Uhr");
    expect(mail.attachments[0]?.contentType).toContain("method=CANCEL");
    const customers = await render({ kind: "rescheduled", isHandedOver: true });
    expect(customers.attachments[0]?.contentType).toContain("method=REQUEST");
  });

  it("asks for another time with its reason, and says that the present one stands", async () => {
    const mail = await render({ kind: "new_time", previousStartsAt: null, reason: "Krankheit" });

    expect(words(mail.text)).toContain("Er besteht weiter, bis Sie eine neue Zeit gewählt haben.");
    expect(words(mail.text)).toContain("Krankheit");
    expect(mail.html).toContain("Neue Zeit wählen");
  });
});

describe("the link in a mail about an appointment", () => {
  const secret = manageSecret(companyId, appointmentId, 1);

  it("is the customer's own, and is not in what is stored", async () => {
    const link = `http://localhost:3000/c/kiez/t/${appointmentId}.${secret}`;

    expect(JSON.stringify(await render())).not.toContain(secret);
    const mail = await reveal();
    expect(mail.html).toContain(`href="${link}"`);
    expect(mail.text).toContain(link);
  });

  it("never reaches staff, whatever somebody wrote as the reason", async () => {
    const mail = await reveal({ audience: "staff", reason: "Siehe .SECRET" });

    expect(JSON.stringify(mail)).not.toContain(secret);
    expect(mail.text).toContain(`http://localhost:3000/kiez/appointments/${appointmentId}`);
  });
});
