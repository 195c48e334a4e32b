import { beforeEach, describe, expect, it } from "vitest";

import { LinkChanged, LinkExpired, TooManyMails } from "@/lib/appointments/errors";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { getLinkUse, revokeLink, rotateLink } from "@/lib/appointments/service/change-link";
import {
  manageToken,
  openManagedAppointment,
  recordLinkOpened,
} from "@/lib/appointments/service/manage-link";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";
import type { Message } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const asOwner = () => as(salon.companyId, salon.owner);
const rotate = (generation = 1) => rotateLink(asOwner(), { appointmentId, generation });
const revoke = (generation = 1) => revokeLink(asOwner(), { appointmentId, generation });
const token = (generation: number) => manageToken(salon.companyId, appointmentId, generation);
const open = (generation: number) =>
  openManagedAppointment(as(salon.companyId, VISITOR), token(generation));
const log = () =>
  stored(
    "select action, version, actor_name from appointment_audit_logs where appointment_id = $1 and version is null",
    appointmentId,
  );

describe("renewing an appointment's link", () => {
  it("kills the old one, makes a new one, and raises no version", async () => {
    await rotate();

    await expect(open(1)).rejects.toThrow(LinkExpired);
    await expect(open(2)).resolves.toMatchObject({ appointment: { version: 1 } });
    expect(await log()).toEqual([
      { action: "link_rotated", version: null, actor_name: "Jana Richter" },
    ]);
  });

  it("is done three times an hour at most, says when it goes on, and leaves the last link alive", async () => {
    for (const generation of [1, 2, 3]) await rotate(generation);
    const fourth = rotate(4);
    await expect(fourth).rejects.toThrow(TooManyMails);
    await expect(fourth).rejects.toMatchObject({ params: { max: 3, minutes: 60 } });
    await expect(open(4)).resolves.toBeDefined();

    const other = await createAppointment(salon, { staffId: salon.staffIds[1] });
    await expect(
      rotateLink(asOwner(), { appointmentId: other, generation: 1 }),
    ).resolves.toBeUndefined();
  });

  it("says of a cancelled appointment that it is, so that the mail is true and leaves", async () => {
    await cancelAppointment(asOwner(), {
      ...{ appointmentId, version: 1, reason: "", category: "other", notify: false },
    });
    await rotate();

    expect(
      await stored(
        "select kind from appointment_email_queue where appointment_id = $1",
        appointmentId,
      ),
    ).toEqual([{ kind: "cancelled" }]);
  });

  it("sends the new link to the customer alone, without a calendar entry", async () => {
    await rotate();
    const sent: Message[] = [];
    await drain(APPOINTMENT_MAILS, {
      companyId: salon.companyId,
      transport: (message) => {
        sent.push(message);

        return Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });
      },
    });

    expect(sent).toMatchObject([{ to: "marlene@example.org", attachments: [] }]);
    expect(sent[0]?.subject).toContain("Ihr neuer Link zum Termin");
    expect(sent[0]?.text).toContain(token(2));
  });
});

describe("revoking an appointment's link", () => {
  it("leaves none until somebody renews it, and tells nobody", async () => {
    await revoke();
    await expect(open(1)).rejects.toThrow(LinkExpired);
    expect(await getLinkUse(asOwner(), appointmentId)).toMatchObject({ state: "revoked" });
    expect(
      await stored("select from appointment_email_queue where appointment_id = $1", appointmentId),
    ).toEqual([]);

    await rotate();
    await expect(open(2)).resolves.toBeDefined();
    expect((await log()).map(({ action }) => action)).toEqual(["link_revoked", "link_rotated"]);
  });
});

describe("of two who change a link", () => {
  it("the second one, who saw the old one, is told", async () => {
    await rotate();

    await expect(rotate()).rejects.toThrow(LinkChanged);
    await expect(revoke()).rejects.toThrow(LinkChanged);
    await revoke(2);
    await expect(revoke(2)).rejects.toThrow(LinkChanged);
  });

  it("at once, one wins and one mail leaves", async () => {
    const results = await behindLock({ table: "appointments", id: appointmentId, waiting: 2 }, () =>
      Promise.allSettled([rotate(), rotate()]),
    );

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await log()).toHaveLength(1);
  });
});

describe("who changes a link", () => {
  it("is who may change the appointment, and nobody else finds it", async () => {
    const other = await createSalon();
    const strangers = [
      as(salon.companyId, await addMember(salon.companyId, "staff")),
      as(salon.companyId, linkHolder(salon, appointmentId)),
      as(other.companyId, other.owner),
    ];

    for (const ctx of strangers) {
      const input = { appointmentId, generation: 1 };
      await expect(rotateLink(ctx, input)).rejects.toThrow(NotFound);
      await expect(revokeLink(ctx, input)).rejects.toThrow(NotFound);
      await expect(getLinkUse(ctx, appointmentId)).rejects.toThrow(NotFound);
    }
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    const own = as(salon.companyId, staff);
    await expect(getLinkUse(own, appointmentId)).resolves.toMatchObject({ state: "live" });
  });
});

describe("what is kept of who opened a link", () => {
  it("is when, the network and the program, newest first, twenty times a day at most", async () => {
    await owner.query("delete from rate_limits");
    for (let time = 0; time < 22; time += 1) {
      const visitor = as(salon.companyId, VISITOR);
      await recordLinkOpened(visitor, { appointmentId, token: token(1) });
    }
    const use = await getLinkUse(asOwner(), appointmentId);

    expect(use).toMatchObject({ count: 20, generation: 1, state: "live" });
    expect(use.opens).toHaveLength(5);
    expect(use.opens[0]).toMatchObject({ userAgent: "Test", network: "203.0.113.0/24" });
  });
});
