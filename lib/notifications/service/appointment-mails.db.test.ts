import { describe, expect, it } from "vitest";

import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import { manageSecret } from "@/lib/appointments/service/manage-link";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";

const companyId = "01960000-0000-7000-8000-000000000001";
const appointmentId = "01960000-0000-7000-8000-000000000002";

const snapshot = (change: Partial<AppointmentSnapshot> = {}): AppointmentSnapshot => ({
  audience: "customer",
  kind: "rescheduled",
  locale: "de",
  readerTimeZone: "Europe/Berlin",
  appointmentId,
  linkGeneration: 1,
  reference: "T-0001",
  version: 2,
  startsAt: "2027-03-11T12:00:00.000Z",
  endsAt: "2027-03-11T12:45:00.000Z",
  timeZone: "Europe/Berlin",
  previousStartsAt: "2027-03-10T09:00:00.000Z",
  previousEndsAt: "2027-03-10T09:45:00.000Z",
  previousStaff: null,
  customer: "Marlene Fischer",
  service: "Damenhaarschnitt",
  staff: "Lena Hofmann",
  branch: {
    name: "Berlin",
    street: "Kastanienallee 82",
    postalCode: "10435",
    city: "Berlin",
    phone: null,
  },
  company: { slug: "kiez", name: "Salon am Kiez", accentColour: "#6b3a6e", phone: "030 123456" },
  reason: "Anruf",
  changedBy: "Jana Richter",
  deadline: {
    rescheduleUntil: "2027-03-10T12:00:00.000Z",
    cancelUntil: "2027-03-10T12:00:00.000Z",
    reschedulesLeft: 2,
    fees: {
      reschedule: [{ until: "2027-03-10T12:00:00.000Z", feeMinor: 0 }],
      cancel: [{ until: "2027-03-10T12:00:00.000Z", feeMinor: 0 }],
    },
  },
  feeMinor: 0,
  currency: "EUR",
  ...change,
});

const rowOf = (facts: AppointmentSnapshot) => ({
  ...{ id: crypto.randomUUID(), company_id: companyId, access_link_id: null },
  ...{ attempts: 0, max_attempts: 3, payload: null, unclear_since: null, snapshot: facts },
  recipient: "marlene@example.org",
});
const render = (change: Partial<AppointmentSnapshot> = {}) => {
  const facts = snapshot(change);

  return APPOINTMENT_MAILS.render(facts, rowOf(facts));
};
const reveal = async (change: Partial<AppointmentSnapshot> = {}) =>
  APPOINTMENT_MAILS.reveal(await render(change), rowOf(snapshot(change)));
/** The plain text on one line: where it wraps is not what is tested. */
const words = (text: string) => text.replaceAll(/\s+/g, " ");

describe("a mail about an appointment", () => {
  it("invites an answer only where somebody of the company reads it", async () => {
    const { branch, company } = snapshot();
    const asked = "Fragen? 030 123456 oder einfach auf diese E-Mail antworten.";
    const inBranch = await render({
      branch: { ...branch, email: "mitte@kiez.example" },
      company: { ...company, email: "hallo@kiez.example" },
    });
    expect(inBranch.replyTo).toBe("mitte@kiez.example");
    expect(words(inBranch.text)).toContain(asked);
    const inCompany = await render({ company: { ...company, email: "hallo@kiez.example" } });
    expect(inCompany.replyTo).toBe("hallo@kiez.example");
    expect(
      await render({ audience: "staff", company: { ...company, email: "hallo@kiez.example" } }),
    ).not.toHaveProperty("replyTo");

    const nobody = await render();
    expect(nobody).not.toHaveProperty("replyTo");
    expect(words(nobody.text)).toContain("Fragen? 030 123456");
    expect(words(nobody.text)).not.toContain("antworten");
    const silent = await render({ company: { ...company, phone: null } });
    expect(words(silent.text)).not.toContain("Fragen?");
  });

  it.each([
    [
      "de",
      "customer",
      "booked",
      "Ihr Termin bei Salon am Kiez: Do., 11. März, 13:00 Uhr",
      "Ihr Termin steht fest",
    ],
    [
      "de",
      "customer",
      "rescheduled",
      "Ihr Termin wurde verschoben: Do., 11. März, 13:00 Uhr",
      "Ihr Termin wurde verschoben",
    ],
    [
      "de",
      "customer",
      "cancelled",
      "Ihr Termin wurde abgesagt: Do., 11. März, 13:00 Uhr",
      "Ihr Termin wurde abgesagt",
    ],
    [
      "de",
      "staff",
      "booked",
      "Neuer Termin: Marlene Fischer, Do., 11. März, 13:00 Uhr",
      "Neuer Termin mit Marlene Fischer",
    ],
    [
      "de",
      "staff",
      "rescheduled",
      "Verschoben: Marlene Fischer, Do., 11. März, 13:00 Uhr",
      "Termin mit Marlene Fischer verschoben",
    ],
    [
      "de",
      "staff",
      "cancelled",
      "Abgesagt: Marlene Fischer, Do., 11. März, 13:00 Uhr",
      "Termin mit Marlene Fischer abgesagt",
    ],
    [
      "en",
      "customer",
      "booked",
      "Your appointment at Salon am Kiez: Thu 11 March, 13:00",
      "Your appointment is booked",
    ],
    [
      "en",
      "customer",
      "rescheduled",
      "Your appointment was rescheduled: Thu 11 March, 13:00",
      "Your appointment was rescheduled",
    ],
    [
      "en",
      "customer",
      "cancelled",
      "Your appointment was cancelled: Thu 11 March, 13:00",
      "Your appointment was cancelled",
    ],
    [
      "en",
      "staff",
      "booked",
      "New appointment: Marlene Fischer, Thu 11 March, 13:00",
      "New appointment with Marlene Fischer",
    ],
    [
      "en",
      "staff",
      "rescheduled",
      "Rescheduled: Marlene Fischer, Thu 11 March, 13:00",
      "Appointment with Marlene Fischer rescheduled",
    ],
    [
      "en",
      "staff",
      "cancelled",
      "Cancelled: Marlene Fischer, Thu 11 March, 13:00",
      "Appointment with Marlene Fischer cancelled",
    ],
  ] as const)(
    "says in %s to the %s that it was %s",
    async (locale, audience, kind, subject, title) => {
      const mail = await render({ locale, audience, kind });
      const range = locale === "de" ? "13:00–13:45 Uhr" : "13:00–13:45";

      expect(mail.subject).toBe(subject);
      for (const text of [words(mail.text), mail.html]) {
        expect(text).toContain(title);
        expect(text).toContain(range);
        expect(text).toContain("Damenhaarschnitt");
        expect(text).toContain("Kastanienallee 82, 10435 Berlin");
        expect(text).toContain(audience === "staff" ? "Marlene Fischer" : "Lena Hofmann");
      }
      expect(mail.html).toContain(`lang="${locale}"`);
    },
  );

  it("tells when it was before, why, by whom, at what fee, and until when it can change again", async () => {
    const { fees: _unknown, ...deadline } = snapshot().deadline!;
    const text = words((await render({ feeMinor: 2450, deadline })).text);

    expect(text).toContain("Mi., 10. März, 10:00–10:45 Uhr");
    expect(text).toContain("Anruf");
    expect(text).toContain("Jana Richter");
    expect(text).toContain("24,50 €");
    expect(text).toContain(
      "Bis Mittwoch, 10. März, 13:00 Uhr können Sie den Termin noch verschieben",
    );
    expect(text).toContain("Verschieben können Sie ihn noch 2-mal.");
  });

  it("promises nothing when nothing can be changed, and nothing about it to staff", async () => {
    expect(words((await render({ deadline: null })).text)).not.toContain("können Sie den Termin");
    expect(words((await render({ audience: "staff" })).text)).not.toContain("kostenlos");
  });

  it("leads with the venue's clock and adds the reader's where it differs", async () => {
    const abroad = words((await render({ readerTimeZone: "America/New_York" })).text);
    const nearby = words((await render({ readerTimeZone: "Europe/Paris" })).text);

    expect(abroad).toContain("13:00–13:45 Uhr");
    expect(abroad).toContain("Ortszeit in Berlin. Bei Ihnen: Do., 11. März, 07:00 Uhr");
    expect(abroad).toContain(
      "Bis Mittwoch, 10. März, 13:00 Uhr (Ortszeit in Berlin; bei Ihnen Mittwoch, 10. März, 07:00 Uhr) können Sie",
    );
    expect(nearby).not.toContain("Ortszeit");
  });

  it("shows what somebody typed, and never runs it", async () => {
    const hostile = `<img src=x onerror=alert(1)> & "Fritz" </a><script>`;
    const mail = await render({
      customer: hostile,
      staff: hostile,
      reason: hostile,
      changedBy: hostile,
      service: hostile,
    });

    expect(mail.html).not.toMatch(/<img[^>]*onerror|<script/i);
    expect(mail.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(words(mail.text)).toContain(hostile);
  });

  it("brings the calendar entry of this very state", async () => {
    const [moved] = (await render()).attachments;
    const [gone] = (await render({ kind: "cancelled", version: 3 })).attachments;

    expect(moved?.content).toContain("SEQUENCE:2");
    expect(moved?.contentType).toContain("method=REQUEST");
    expect(gone?.content).toContain("STATUS:CANCELLED");
    expect(gone?.contentType).toContain("method=CANCEL");
  });
});

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

  it("tells whoever hands an appointment over so, and takes it out of their calendar alone", async () => {
    const change = { audience: "staff", isHandedOver: true } as const;
    const mail = await render({ kind: "rescheduled", ...change });

    expect(mail.subject).toContain("Abgegeben: Marlene Fischer");
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
