import { describe, expect, it } from "vitest";

import { render, snapshot, words } from "@/tests/support/mail-snapshot";

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
