import { describe, expect, it } from "vitest";

import {
  deliverToMailbox,
  findMailboxMessage,
  listMailbox,
  mayReadMailbox,
} from "@/lib/platform/mail/mailbox";
import type { Message } from "@/lib/platform/mail/message";

const message = (change: Partial<Message> = {}): Message => ({
  to: "Anna@example.org",
  subject: "Ihr Termin",
  html: "<p>Guten Tag</p>",
  text: "Guten Tag\n",
  attachments: [{ filename: "termin.ics", contentType: "text/calendar", content: "BEGIN" }],
  ...change,
});

describe("the mailbox", () => {
  it("keeps a mail as it was handed over", async () => {
    const delivery = await deliverToMailbox(message(), "email-1");

    expect(delivery).toMatchObject({ outcome: "accepted" });
    const [kept] = await listMailbox("anna@EXAMPLE");
    expect(kept).toMatchObject(message());
    await expect(findMailboxMessage(kept!.id)).resolves.toEqual(kept);
  });

  it("makes one mail of a repeated hand-over, also of ten at once, and says the same each time", async () => {
    const repeated = message({ to: "zehnmal@example.org" });
    const deliveries = await Promise.all(
      Array.from({ length: 10 }, () => deliverToMailbox(repeated, "email-2")),
    );
    await deliverToMailbox({ ...repeated, subject: "Anders" }, "email-2");

    expect(new Set(deliveries.map((delivery) => JSON.stringify(delivery))).size).toBe(1);
    const kept = await listMailbox("zehnmal");
    expect(kept.map(({ subject }) => subject)).toEqual(["Ihr Termin"]);
  });

  it("finds nothing for an unknown address or id, and shows the newest first", async () => {
    await deliverToMailbox(message({ to: "eins@neu.example" }), "email-3");
    await deliverToMailbox(message({ to: "zwei@neu.example" }), "email-4");

    for (const search of ["niemand@nirgends.example", "%", "_", "\\"]) {
      await expect(listMailbox(search)).resolves.toEqual([]);
    }
    await expect(findMailboxMessage(crypto.randomUUID())).resolves.toBeNull();
    expect((await listMailbox("neu.example")).map(({ to }) => to)).toEqual([
      "zwei@neu.example",
      "eins@neu.example",
    ]);
  });

  it("is open to everybody only where the installation says so", () => {
    expect(mayReadMailbox(null)).toBe(true);
  });
});
