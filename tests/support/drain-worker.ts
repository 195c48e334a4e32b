import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import { mailTransport } from "@/lib/platform/mail/transport";
import { drain } from "@/lib/platform/queue/drain";

// A worker as a process of its own, to be killed: it drains for as long as it lives. React draws no mails
// under the condition that "server-only" asks for outside Next, so these are plain.
const leaseSeconds = Number(process.env["LEASE_SECONDS"]);
const queue: typeof INVITATION_MAILS = {
  ...INVITATION_MAILS,
  render: ({ email }) =>
    Promise.resolve({
      ...{ to: email, subject: "Einladung", html: "<p>/i/salon/x.SECRET</p>", text: "x.SECRET" },
      attachments: [],
    }),
};

process.stdout.write("ready\n");
await once(process.stdin, "data");
// Whoever started it may be killed, too: it is nobody's then, and ends.
const parent = process.ppid;
while (process.ppid === parent) {
  try {
    // Few at a time, so that several workers have something in hand at once.
    await drain(queue, { transport: mailTransport(), leaseSeconds, maxRows: 20 });
  } catch {
    // The database is away: so is everything that this worker has in hand, until the leases end.
  }
  await wait(50);
}
