import { beforeEach, describe, expect, it } from "vitest";

import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { undoImport } from "@/lib/imports/service/undo-import";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let importId: string;
let touched: { appointmentId: string; customerId: string };

const ctx = () => as(salon.companyId, salon.owner);

beforeEach(async () => {
  salon = await createSalon();
  importId = await startAppointmentImport(ctx(), {
    text: [
      APPOINTMENT_HEAD,
      appointmentRow("10.03.2027", "10:00", { name: "Anna Berg" }),
      appointmentRow("11.03.2027", "10:00", { name: "Bert Tal" }),
    ].join(""),
    fileName: "Termine.csv",
    staffId: salon.staffIds[0],
    serviceId: salon.serviceId,
  });
  await applyImport(ctx(), importId);
  const [row] = await stored(
    `select a.id, a.customer_id as "customerId" from appointments a
     join customers c on c.id = a.customer_id where a.import_id = $1 and c.name = 'Anna Berg'`,
    importId,
  );
  touched = { appointmentId: String(row?.["id"]), customerId: String(row?.["customerId"]) };
});

const left = async () =>
  (
    await stored(
      "select name from customers where import_id = $1 union all select reference from appointments where import_id = $1",
      importId,
    )
  ).length;

/** What people do with an appointment that leaves its version as it is. */
const DONE: [why: string, sql: string][] = [
  [
    "noted",
    `insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
     values ($1, $2, 'notes_changed', 'system', 'Test')`,
  ],
  [
    "mailed",
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
     values ($1, $2, 'reminder', 'customer', 'anna@example.org', '{}')`,
  ],
  [
    "opened",
    `insert into appointment_link_opens (company_id, appointment_id, link_generation)
     values ($1, $2, 1)`,
  ],
  [
    "elsewhere",
    "update appointments set calcom_booking_uid = 'uid', calcom_starts_at = starts_at, calcom_is_cancelled = false where company_id = $1 and id = $2",
  ],
  [
    "changed",
    `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
       original_appointment_id, holder, status)
     select company_id, 'reschedule', staff_id, service_id, starts_at + interval '2 hours',
       ends_at + interval '2 hours', id, 'link', 'expired'
     from appointments where company_id = $1 and id = $2`,
  ],
  [
    "changed",
    `with away as (insert into staff_time_off (company_id, staff_id, starts_at, ends_at)
       select company_id, staff_id, starts_at, ends_at from appointments where company_id = $1 and id = $2
       returning company_id, id)
     insert into absence_cases (company_id, time_off_id, appointment_id, choice, message, seen_version)
     select company_id, id, $2, 'leave', 'Bis bald', 1 from away`,
  ],
];

/** What is done with a customer alone. */
const MET: [why: string, sql: string][] = [
  ["merged", "insert into customers (company_id, name, merged_into) values ($1, 'A. Berg', $2)"],
  [
    "booked",
    `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
       customer_id, hold_number, holder, status)
     select company_id, 'new_booking', staff_id, service_id, starts_at + interval '2 hours',
       ends_at + interval '2 hours', customer_id, 1, 'member', 'expired'
     from appointments where company_id = $1 and customer_id = $2`,
  ],
];

describe("undoing an import", () => {
  it.each(DONE)(
    "leaves an appointment that is %s since, and whoever it is of",
    async (reason, sql) => {
      await owner.query(sql, [salon.companyId, touched.appointmentId]);
      const stays = [
        { kind: "appointment", name: "Anna Berg", reason },
        { kind: "customer", name: "Anna Berg", reason: "booked" },
      ];
      expect((await getImport(ctx(), importId)).kept).toMatchObject(stays);
      await undoImport(ctx(), importId);

      expect((await getImport(ctx(), importId)).kept).toMatchObject(stays);
      expect(await left()).toBe(2);
    },
  );

  it.each(MET)(
    "leaves a customer who is %s since, and takes the rest back",
    async (reason, sql) => {
      await owner.query(sql, [salon.companyId, touched.customerId]);
      const stays = [{ kind: "customer", name: "Anna Berg", reason }];
      expect((await getImport(ctx(), importId)).kept).toMatchObject(stays);
      await undoImport(ctx(), importId);

      expect((await getImport(ctx(), importId)).kept).toMatchObject(stays);
      expect(await left()).toBe(1);
    },
  );
});
