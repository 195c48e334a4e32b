import { describe, expect, it } from "vitest";

import {
  confirmEmailChange,
  emailChangeSecret,
  requestEmailChange,
} from "@/lib/accounts/service/change-email";
import { requestPasswordReset, resetSecret } from "@/lib/accounts/service/password-reset";
import { tellAccount } from "@/lib/accounts/service/tell-account";
import { ACCOUNT_MAILS } from "@/lib/notifications/service/account-mails";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import type { Message } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { createVisitorContext } from "@/lib/tenancy/context";
import { owner } from "@/tests/support/database";
import { createAccount, createSalon, invite, stored } from "@/tests/support/salon";

const words = (text: string) => text.replaceAll(/\s+/g, " ");

/** The mails that leave in one run, and those alone. */
async function sent(queue: "invitation" | "account"): Promise<Message[]> {
  const messages: Message[] = [];
  const options = {
    transport: (message: Message) => {
      messages.push(message);

      return Promise.resolve({ outcome: "accepted" as const, providerMessageId: "re_1" });
    },
  };
  await (queue === "invitation" ? drain(INVITATION_MAILS, options) : drain(ACCOUNT_MAILS, options));

  return messages;
}

async function invitationMail(input: Record<string, string>): Promise<Message> {
  const salon = await createSalon();
  await owner.query("update companies set name = 'Salon am Kiez', time_zone = $2 where id = $1", [
    salon.companyId,
    input["timeZone"] ?? "Europe/Berlin",
  ]);
  const { id } = await invite(salon, { branchId: salon.branchId, ...input });
  await owner.query(
    "update user_invitations set expires_at = '2099-11-26T07:30:00Z' where id = $1",
    [id],
  );
  const [message] = await sent("invitation");

  return message!;
}

describe("the mail of an invitation", () => {
  it.each([
    [
      "de",
      "Jana Richter lädt Sie zu Salon am Kiez ein",
      "Filialleitung",
      "Donnerstag, 26. November 2099, 08:30 Uhr",
      "Einladung annehmen",
    ],
    [
      "en",
      "Jana Richter invites you to Salon am Kiez",
      "Branch manager",
      "Thursday, 26 November 2099, 08:30",
      "Accept invitation",
    ],
  ])(
    "says in %s who invites, to what, and until when",
    async (locale, subject, role, until, button) => {
      const mail = await invitationMail({ locale, role: "manager", message: "Bis bald!" });

      expect(mail.subject).toBe(subject);
      for (const text of [role, "Berlin", until, button, "Bis bald!"]) {
        expect(words(mail.text)).toContain(text);
        expect(mail.html).toContain(text);
      }
    },
  );

  it("reads the end in the company's zone", async () => {
    const mail = await invitationMail({ timeZone: "America/New_York" });

    expect(words(mail.text)).toContain("Donnerstag, 26. November 2099, 02:30 Uhr");
  });

  it("shows what the inviter typed, and never runs it", async () => {
    const hostile = `<script>alert("1")</script>\nZweite Zeile & mehr`;
    const mail = await invitationMail({ message: hostile });

    expect(mail.html).not.toContain("<script");
    expect(mail.html).toContain("&lt;script&gt;");
    expect(mail.text).toContain(`<script>alert("1")</script>`);
  });
});

describe("the mail for a new password", () => {
  const ask = async (locale: string) => {
    const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    const userId = await createAccount(email, "ein langes Passwort");
    await owner.query("update users set locale = $2, name = $3 where id = $1", [
      userId,
      locale,
      "<b>Tobias</b>",
    ]);
    await requestPasswordReset(createVisitorContext(null), email);
    const [reset] = await stored(
      "select id from password_resets where email_normalised = $1",
      email,
    );

    return { email, id: String(reset?.["id"]), userId };
  };

  it.each([
    ["de", "Neues Passwort wählen", "Der Link gilt 60 Minuten und nur einmal."],
    ["en", "Choose a new password", "The link is valid for 60 minutes and works once."],
  ])("says in %s what the link is for and how long it works", async (locale, subject, validity) => {
    const { email, id } = await ask(locale);
    const [mail] = await sent("account");
    const link = `http://localhost:3000/reset-password/${id}.${resetSecret(id)}`;

    expect(mail).toMatchObject({ to: email, subject });
    expect(words(mail!.text)).toContain(validity);
    expect(mail!.text).toContain(link);
    expect(mail!.html).toContain(link);
    expect(mail!.html).toContain("&lt;b&gt;Tobias&lt;/b&gt;");
    const payloads = await stored(
      "select payload from account_email_queue where reset_id = $1",
      id,
    );
    expect(JSON.stringify(payloads)).not.toContain(resetSecret(id));
  });

  it("is not sent any more once the link is used or has run out", async () => {
    const used = await ask("de");
    const over = await ask("de");
    await owner.query("update password_resets set used_at = now() where id = $1", [used.id]);
    await owner.query("update password_resets set expires_at = now() where id = $1", [over.id]);

    expect(await sent("account")).toEqual([]);
    const states = "select status from account_email_queue where reset_id = any ($1)";
    expect(await stored(states, [used.id, over.id])).toEqual([
      { status: "cancelled" },
      { status: "cancelled" },
    ]);
  });
});

describe("the mails about another address", () => {
  const change = async (locale = "de") => {
    const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    const next = `neu-${email}`;
    const userId = await createAccount(email, "ein langes Passwort");
    await owner.query("update users set locale = $2 where id = $1", [userId, locale]);
    await requestEmailChange(createVisitorContext(userId), {
      currentPassword: "ein langes Passwort",
      email: next,
    });
    const [row] = await stored("select id from email_changes where user_id = $1", userId);
    const id = String(row?.["id"]);

    return { email, next, id, token: `${id}.${emailChangeSecret(id)}` };
  };

  it.each([
    ["de", "Neue E-Mail-Adresse bestätigen"],
    ["en", "Confirm your new e-mail address"],
  ])("bring a link to the new address, in %s", async (locale, subject) => {
    const { next, id, token } = await change(locale);
    const mail = (await sent("account")).find(({ to }) => to === next);

    expect(mail).toMatchObject({ subject });
    expect(mail!.text).toContain(`http://localhost:3000/confirm-email/${token}`);
    const payloads = await stored(
      "select payload from account_email_queue where email_change_id = $1",
      id,
    );
    expect(JSON.stringify(payloads)).not.toContain(emailChangeSecret(id));
  });

  it.each([
    ["de", "Die Adresse Ihres Kontos soll geändert werden"],
    ["en", "A new address was asked for in your account"],
  ])("tell the old address as soon as another is asked for, in %s", async (locale, subject) => {
    const { email, next } = await change(locale);
    const mail = (await sent("account")).find(({ to }) => to === email);

    expect(mail).toMatchObject({ subject });
    expect(words(mail!.text)).toContain(next);
    expect(mail!.html).not.toContain("/confirm-email");
  });

  it("tell the old address once the new one is confirmed", async () => {
    const { email, next, token } = await change();
    await sent("account");
    await confirmEmailChange(createVisitorContext(null), token);
    const [mail] = await sent("account");

    expect(mail).toMatchObject({ to: email, subject: "Ihre E-Mail-Adresse wurde geändert" });
    expect(words(mail!.text)).toContain(next);
  });

  it.each([
    ["a newer one has replaced", "update email_changes set expires_at = now() where id = $1"],
    [
      "its account's new password has ended",
      "update users set session_epoch = 2 from email_changes c where c.id = $1 and users.id = user_id",
    ],
  ])("bring no link that %s", async (_what, ended) => {
    const { id, email } = await change();
    await owner.query(ended, [id]);

    expect((await sent("account")).map(({ to }) => to)).toEqual([email]);
  });
});

describe("the notices of an account", () => {
  it.each([
    ["codes_refused", "de", "Viele falsche Codes bei der Anmeldung"],
    ["codes_refused", "en", "Many wrong codes at sign-in"],
    ["second_factor_off", "de", "Der zweite Faktor ist ausgeschaltet"],
    ["second_factor_off", "en", "The second factor is switched off"],
    ["recovery_codes_renewed", "de", "Für Ihr Konto gibt es neue Ersatzcodes"],
    ["recovery_codes_renewed", "en", "Your account has new recovery codes"],
  ] as const)("say %s in %s, without any link", async (notice, locale, subject) => {
    const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    const userId = await createAccount(email, "ein langes Passwort");
    await owner.query("update users set locale = $2 where id = $1", [userId, locale]);
    const ctx = createVisitorContext(userId);
    await ctx.transaction((db) => tellAccount(ctx, db, { userId, notice }));
    const [mail] = await sent("account");

    expect(mail).toMatchObject({ to: email, subject });
    expect(mail!.html).not.toContain("localhost:3000");
  });
});
