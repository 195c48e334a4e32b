import { beforeEach, describe, expect, it } from "vitest";

import { rotateLink } from "@/lib/appointments/service/change-link";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { mailState } from "@/lib/delivery/rules";
import { mailFilterSchema } from "@/lib/delivery/schema";
import { listAppointmentMails } from "@/lib/delivery/service/list-appointment-mails";
import { listMails } from "@/lib/delivery/service/list-mails";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  type TestSalon,
} from "@/tests/support/salon";

const NOW = new Date("2027-03-01T08:00:00Z");

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  const startsAt = new Date("2027-03-15T09:00:00Z");
  appointmentId = await createAppointment(salon, { startsAt });
  const [staffId] = salon.staffIds;
  const later = new Date("2027-03-15T10:00:00Z");
  await rescheduleAppointment(as(salon.companyId, salon.owner, NOW), {
    ...{ appointmentId, version: 1, startsAt: later, staffId, reason: "" },
  });
});

const list = (member: Member = salon.owner) =>
  listAppointmentMails(as(salon.companyId, member, NOW), appointmentId);

describe("the mails about an appointment", () => {
  it("say to whom, and never more than is known of them", async () => {
    const states = async () => (await list()).map((mail) => mailState(mail, new Date()));
    expect(await list()).toMatchObject([{ kind: "rescheduled", recipient: "marlene@example.org" }]);
    expect(await states()).toEqual(["waiting"]);

    await owner.query(
      `update appointment_email_queue set status = 'sent', attempts = 1, next_attempt_at = null,
         sent_at = now(), provider_message_id = 're_1' where appointment_id = $1`,
      [appointmentId],
    );
    expect(await states()).toEqual(["sent"]);

    await owner.query(
      `update appointment_email_queue set delivery_state = 'bounced', delivery_at = now(),
         delivery_detail = 'No such box' where appointment_id = $1`,
      [appointmentId],
    );
    expect(await states()).toEqual(["bounced"]);
    expect(await list()).toMatchObject([{ deliveryDetail: "No such box" }]);
  });

  it("are called what they are to who gets them: a new link, a new or a handed-over appointment", async () => {
    const { companyId, branchId, staffIds } = salon;
    for (const staffId of staffIds.slice(0, 2)) {
      await addMember(companyId, "staff", { branchId, staffId });
    }
    const startsAt = new Date("2027-03-16T10:00:00Z");
    await rescheduleAppointment(as(companyId, salon.owner, NOW), {
      ...{ appointmentId, version: 2, startsAt, staffId: staffIds[1], reason: "" },
    });
    await rotateLink(as(companyId, salon.owner, NOW), { appointmentId, generation: 1 });
    await owner.query(
      `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
       values ($1, $2, 'booked', 'customer', 'c@example.org', '{}'),
         ($1, $2, 'booked', 'staff', 's@example.org', '{}')`,
      [companyId, appointmentId],
    );
    const kinds = ["rescheduled", "rescheduled", "taken_over", "handed_over", "new_link"];
    const expected = [...kinds, "booked", "booked_staff"].sort();

    expect((await list()).map(({ kind }) => kind).sort()).toEqual(expected);
    const all = await listMails(as(companyId, salon.owner, NOW), mailFilterSchema.parse({}));
    expect(all.mails.map(({ kind }) => kind).sort()).toEqual(expected);
  });

  it("are for those who see the appointment, and for nobody else", async () => {
    const { companyId, branchId, staffIds } = salon;
    const performs = await addMember(companyId, "staff", { branchId, staffId: staffIds[0] });
    expect(await list(performs)).toHaveLength(1);

    const colleague = await addMember(companyId, "staff", { branchId, staffId: staffIds[1] });
    await expect(list(colleague)).rejects.toThrow(NotFound);
    const other = await createBranch(salon);
    const manager = await addMember(companyId, "manager", { branchId: other.branchId });
    await expect(list(manager)).rejects.toThrow(NotFound);
    const elsewhere = await createSalon();
    const theirs = as(elsewhere.companyId, elsewhere.owner, NOW);
    await expect(listAppointmentMails(theirs, appointmentId)).rejects.toThrow(NotFound);
    const customer = as(companyId, linkHolder(salon, appointmentId), NOW);
    expect(() => listAppointmentMails(customer, appointmentId)).toThrow(NotAllowed);
  });
});
