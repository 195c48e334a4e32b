import { beforeEach, describe, expect, it } from "vitest";

import { LinkExpired } from "@/lib/appointments/errors";
import {
  manageToken,
  openManagedAppointment,
  recordLinkOpened,
} from "@/lib/appointments/service/manage-link";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createSalon,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;
let token: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
  token = manageToken(salon.companyId, appointmentId, 1);
});

const open = (link = token, { companyId = salon.companyId, now = NOW } = {}) =>
  openManagedAppointment(as(companyId, VISITOR, now), link);

describe("openManagedAppointment", () => {
  it("tells what happened, and not what the company keeps for itself", async () => {
    for (const action of ["calcom_sync_failed", "calcom_synced", "notes_changed", "link_rotated"]) {
      await owner.query(
        `insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
         values ($1, $2, $3, 'system', 'Test')`,
        [salon.companyId, appointmentId, action],
      );
    }

    expect((await open()).timeline.map(({ action }) => action)).toEqual(["created"]);
  });

  it("makes whoever holds the link the appointment's customer, and nothing more", async () => {
    const { actor, appointment } = await open();

    expect(actor).toEqual({
      kind: "customer",
      appointmentId,
      customerId: salon.customerId,
      name: "Marlene Fischer",
    });
    expect(appointment).toMatchObject({ id: appointmentId, mayChange: true, mayOverride: false });
  });

  it("shows what is so now, also after the appointment, for a month", async () => {
    const end = STARTS_AT.getTime() + 45 * 60_000;
    const month = 30 * 86_400_000;

    await expect(open(token, { now: new Date(end + month) })).resolves.toBeDefined();
    await expect(open(token, { now: new Date(end + month + 1) })).rejects.toThrow(LinkExpired);
  });

  it("dies when the link is renewed, and the new one works", async () => {
    await owner.query(
      `update appointments set link_generation = 2, link_hash = sha256(convert_to($2, 'UTF8')) where id = $1`,
      [appointmentId, manageToken(salon.companyId, appointmentId, 2).split(".")[1]],
    );

    await expect(open()).rejects.toThrow(LinkExpired);
    await expect(open(manageToken(salon.companyId, appointmentId, 2))).resolves.toBeDefined();
  });

  it("opens nothing without a hash in the database", async () => {
    await owner.query("update appointments set link_hash = null where id = $1", [appointmentId]);

    await expect(open()).rejects.toThrow(LinkExpired);
  });

  it("gives one answer to every link that opens nothing", async () => {
    const elsewhere = await createSalon();
    const other = await createAppointment(salon, { staffId: salon.staffIds[1] });
    const [, secret = ""] = token.split(".");
    const [, otherSecret = ""] = manageToken(salon.companyId, other, 1).split(".");
    const attempts = [
      open(token, { companyId: elsewhere.companyId }),
      ...[
        `${appointmentId}.${otherSecret}`,
        `${appointmentId}.${secret.slice(1)}`,
        `${appointmentId}.${secret.toLowerCase()}`,
        `${crypto.randomUUID()}.${secret}`,
        appointmentId,
        secret,
        "",
        ".",
        "..",
        `' or 1=1 --.${secret}`,
        `${appointmentId}.${"A".repeat(43)}`,
        "x".repeat(1_000_000),
        `${appointmentId}.${"A".repeat(1_000_000)}`,
        `${appointmentId}\u0000.${secret}`,
      ].map((link) => open(link)),
    ];
    const answers = await Promise.all(
      attempts.map((attempt) =>
        attempt.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    );

    expect(answers.every((answer) => answer instanceof LinkExpired)).toBe(true);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe("recordLinkOpened", () => {
  const opens = () =>
    stored("select * from appointment_link_opens where appointment_id = $1", appointmentId);

  it("keeps when and from where, for the secret that opened it", async () => {
    const ctx = as(salon.companyId, VISITOR);
    await recordLinkOpened(ctx, { appointmentId, token });

    expect(await opens()).toMatchObject([
      {
        company_id: salon.companyId,
        link_generation: 1,
        ip_address: "203.0.113.0/24",
        user_agent: "Test",
      },
    ]);
  });

  it("keeps nothing for another secret or another company", async () => {
    const elsewhere = await createSalon();
    const wrong = `${appointmentId}.${"A".repeat(43)}`;
    await recordLinkOpened(as(salon.companyId, VISITOR), { appointmentId, token: wrong });
    await recordLinkOpened(as(elsewhere.companyId, VISITOR), { appointmentId, token });

    expect(await opens()).toEqual([]);
  });
});
