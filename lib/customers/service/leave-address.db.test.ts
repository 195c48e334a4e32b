import { describe, expect, it } from "vitest";

import { LinkExpired } from "@/lib/appointments/errors";
import { rotateLink } from "@/lib/appointments/service/change-link";
import { askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { MailOutdated } from "@/lib/delivery/errors";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import { FORMER, inDays, NEXT, salonOfMarlene } from "@/tests/support/changed-address";
import { owner } from "@/tests/support/database";
import { createAppointment, stored } from "@/tests/support/salon";

const here = salonOfMarlene();
const { ctx, visitor, save, open, mails } = here;

describe("another address", () => {
  it("stands in the log with the former one, both masked", async () => {
    await save(NEXT);
    await save("", undefined, { version: "2", name: "Marlene Vogt" });
    await save("", undefined, { version: "3", name: "Marlene Fischer" });

    expect(
      await stored(
        "select data from activity_log where subject_id = $1 order by created_at, id",
        here.salon.customerId,
      ),
    ).toEqual([
      { data: { name: "Marlene Fischer", old: "m•••@example.org", new: "m•••@example.org" } },
      { data: { name: "Marlene Vogt", old: "m•••@example.org", new: null } },
      { data: { name: "Marlene Fischer" } },
    ]);
  });

  it("ends every link that went to the former one, and new ones go to the new one", async () => {
    const past = await createAppointment(here.salon, { startsAt: inDays(-9), status: "completed" });
    const later = await createAppointment(here.salon, { startsAt: inDays(30) });
    const sooner = await createAppointment(here.salon, { startsAt: inDays(9) });
    await save(NEXT);

    for (const id of [past, later, sooner]) {
      await expect(open(id, 1)).rejects.toThrow(LinkExpired);
      await expect(open(id, 2)).resolves.toMatchObject({ appointment: { id, version: 1 } });
    }
    expect(await mails("pending")).toEqual(
      [sooner, later].map((id) => ({ id, recipient: NEXT, isNewLink: "true", generation: 2 })),
    );
    const log = "select action, actor_name from appointment_audit_logs where appointment_id = $1";
    for (const id of [past, sooner]) {
      expect(await stored(`${log} and version is null`, id)).toEqual([
        { action: "link_rotated", actor_name: "Jana Richter" },
      ]);
    }
  });

  it("calls off what waits for the former one, and tells the new one instead", async () => {
    const id = await createAppointment(here.salon);
    await rotateLink(ctx(), { appointmentId: id, generation: 1 });
    await askForAccess(visitor(), FORMER);
    expect(await mails("pending")).toHaveLength(2);
    await save(NEXT);

    expect((await mails("cancelled")).map(({ recipient }) => recipient)).toEqual([FORMER, FORMER]);
    expect(await mails("pending")).toEqual([
      { id, recipient: NEXT, isNewLink: "true", generation: 3 },
    ]);
  });

  it("calls off nothing that is just being handed over", async () => {
    const id = await createAppointment(here.salon);
    await rotateLink(ctx(), { appointmentId: id, generation: 1 });
    await owner.query(
      "update appointment_email_queue set locked_by = 'w', locked_until = now() + interval '1 minute' where appointment_id = $1",
      [id],
    );
    await save(NEXT);

    expect(await mails("cancelled")).toEqual([]);
  });

  it("is told of the next twenty appointments, and every link is another one", async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 21; day += 1) {
      ids.push(await createAppointment(here.salon, { startsAt: inDays(day) }));
    }
    await save(NEXT);

    expect((await mails("pending")).map(({ id }) => id)).toEqual(ids.slice(0, 20));
    const links =
      "select distinct link_generation as generation from appointments where company_id = $1";
    expect(await stored(links, here.salon.companyId)).toEqual([{ generation: 2 }]);
  });

  it("gets nothing sent again that did not reach the former one", async () => {
    const id = await createAppointment(here.salon);
    await rotateLink(ctx(), { appointmentId: id, generation: 1 });
    const [mail] = await stored(
      "select id from appointment_email_queue where appointment_id = $1",
      id,
    );
    await owner.query(
      "update appointment_email_queue set status = 'failed', next_attempt_at = null, attempts = 3 where id = $1",
      [mail?.["id"]],
    );
    const again = () => retryMail(ctx(), String(mail?.["id"]));
    await save(NEXT);

    await expect(again()).rejects.toThrow(MailOutdated);
    await owner.query("update appointments set link_generation = 2 where id = $1", [id]);
    await expect(again()).resolves.toBeTypeOf("string");
  });
});
