import { describe, expect, it } from "vitest";

import { BookingNotPlaceable, ReviewDecided } from "@/lib/calcom/errors";
import { decideReview } from "@/lib/calcom/service/decide-review";
import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { connect } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const ADDRESS = "nora@example.org";
const theyBook = () =>
  here.calendar.byHand.create({
    ...{ start: hours(2).toISOString(), eventTypeId: 201 },
    attendee: { name: "Nora Neu", email: ADDRESS, timeZone: "Europe/Berlin" },
  });
const addCustomer = async (name: string): Promise<string> => {
  const [row] = await stored(
    `insert into customers (company_id, name, email, email_normalised) values ($1, $2, $3, $3) returning id`,
    ...[here.salon.companyId, name, ADDRESS],
  );

  return String(row?.["id"]);
};
const appointments = () =>
  stored(
    `select a.starts_at as "startsAt", c.name from appointments a
     join customers c on c.company_id = a.company_id and c.id = a.customer_id where a.company_id = $1`,
    here.salon.companyId,
  );
const reviews = async () =>
  stored(
    "select id, booking_uid as uid, status from calcom_reviews where company_id = $1 order by created_at",
    here.salon.companyId,
  );
const statuses = async () => (await reviews()).map(({ status }) => status);
const importIt = async () => {
  const reviewId = String((await reviews())[0]?.["id"]);
  await decideReview(as(here.salon.companyId, here.salon.owner), {
    ...{ reviewId, decision: "import", reference: "" },
  });
};

describe("a booking that waits for a person", () => {
  it("is not kept waiting by an entry that has gone into its customer's", async () => {
    const former = await addCustomer("Nora Neu");
    const present = await addCustomer("Nora Neu");
    await owner.query("update customers set merged_into = $2 where id = $1", [former, present]);
    theyBook();
    await sync();

    expect(await appointments()).toEqual([{ startsAt: hours(2), name: "Nora Neu" }]);
  });

  it("becomes an appointment by itself once its customer is known, and waits no more", async () => {
    const { uid } = theyBook();
    await sync();
    expect(await statuses()).toEqual(["open"]);
    await addCustomer("Nora Neu");
    here.calendar.byHand.move(uid, { start: hours(3).toISOString() });
    await sync();

    expect(await appointments()).toEqual([{ startsAt: hours(3), name: "Nora Neu" }]);
    expect(await statuses()).toEqual(["settled"]);
  });

  it("waits once, wherever it is moved", async () => {
    const { uid } = theyBook();
    await sync();
    const moved = here.calendar.byHand.move(uid, { start: hours(3).toISOString() });
    await sync();

    expect(await reviews()).toMatchObject([
      { uid, status: "settled" },
      { uid: moved.uid, status: "open" },
    ]);
  });

  it("waits no more when it is cancelled there", async () => {
    const { uid } = theyBook();
    await sync();
    here.calendar.byHand.cancel(uid);
    await expect(importIt()).rejects.toThrow(ReviewDecided);
    expect(await statuses()).toEqual(["open"]);
    await sync();

    expect(await statuses()).toEqual(["settled"]);
    expect(await appointments()).toEqual([]);
  });

  it("is asked about again where nobody has decided: the calendar was disconnected meanwhile", async () => {
    theyBook();
    await sync();
    await disconnectCalendar(as(here.salon.companyId, here.salon.owner), { version: 1 });
    expect(await statuses()).toEqual(["settled"]);
    await owner.query("delete from calcom_event_types where company_id = $1", [
      here.salon.companyId,
    ]);
    await owner.query("delete from calcom_hosts where company_id = $1", [here.salon.companyId]);
    await owner.query("delete from calcom_connections where company_id = $1", [
      here.salon.companyId,
    ]);
    await connect(here.salon, here.calendar.url);
    await sync();

    expect(await statuses()).toEqual(["settled", "open"]);
  });
});

describe("a booking of a service that its host does not offer here", () => {
  const problems = () =>
    stored(
      "select problem, status from calcom_reviews where company_id = $1",
      here.salon.companyId,
    );

  it.each([
    ["the person does not perform it", "delete from staff_services where company_id = $1"],
    ["the service is put away", "update services set is_active = false where company_id = $1"],
    ["the person is put away", "update staff set is_active = false where company_id = $1"],
  ])("waits for a person, and is not lost: %s", async (_what, putAway) => {
    await addCustomer("Nora Neu");
    await owner.query(putAway, [here.salon.companyId]);
    theyBook();
    await sync();

    expect(await problems()).toEqual([{ problem: "not-offered", status: "open" }]);
    expect(await appointments()).toEqual([]);
    await expect(importIt()).rejects.toThrow(BookingNotPlaceable);
  });
});

describe("a booking of somebody who was entered twice", () => {
  it("is theirs who is left of the two", async () => {
    const gone = await addCustomer("Nora Neu (alt)");
    const left = await addCustomer("Nora Neu");
    await owner.query("update customers set merged_into = $2, version = 2 where id = $1", [
      ...[gone, left],
    ]);
    theyBook();
    await sync();

    expect(await appointments()).toEqual([{ startsAt: hours(2), name: "Nora Neu" }]);
  });
});
