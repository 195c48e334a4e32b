import { expect, it } from "vitest";

import { BookingNotPlaceable } from "@/lib/calcom/errors";
import { decideReview } from "@/lib/calcom/service/decide-review";
import { getSyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const jana = () => as(here.salon.companyId, here.salon.owner);

/** Somebody books there, and a person here takes the booking over with its customer. */
async function takeOver(attendee: Record<string, string>): Promise<Record<string, unknown>> {
  const start = new Date(STARTS_AT.getTime() + 7_200_000).toISOString();
  const known = { name: "Nora Neu", email: "nora@example.org", timeZone: "America/New_York" };
  const { uid } = here.calendar.byHand.create({ start, eventTypeId: 201, attendee: known });
  here.calendar.byHand.setAttendee(uid, attendee);
  await here.sync();
  const [review] = (await getSyncPanel(jana()))!.reviews;
  await decideReview(jana(), { reviewId: review!.id, decision: "import", reference: "" });
  const [added] = await stored(
    `select name, email, locale, time_zone as zone from customers
     where company_id = $1 order by created_at desc, id desc limit 1`,
    here.salon.companyId,
  );

  return added!;
}

it("writes down whoever booked there as they are, with the company's language", async () => {
  await owner.query("update companies set locale = 'en' where id = $1", [here.salon.companyId]);

  expect(await takeOver({})).toEqual({
    ...{ name: "Nora Neu", email: "nora@example.org", locale: "en", zone: "America/New_York" },
  });
});

it.each(["Mars/X", "Mars5", "+02:00", "x".repeat(2000)])(
  "lets nobody live in a zone that there is not: %s",
  async (timeZone) => {
    await owner.query("update companies set time_zone = 'Europe/Vienna' where id = $1", [
      here.salon.companyId,
    ]);

    expect(await takeOver({ timeZone })).toMatchObject({ zone: "Europe/Vienna" });
  },
);

it.each([
  ["Nora\r\nBcc: x@example.org", "Nora Bcc: x@example.org"],
  ["  Nora \t\u2028 Neu ", "Nora Neu"],
  ["\n", "nora@example.org"],
  ["N", "nora@example.org"],
  ["n".repeat(300), "n".repeat(120)],
])("writes a name on one line, and the address where there is none: %j", async (name, written) => {
  expect(await takeOver({ name })).toMatchObject({ name: written });
});

it.each(["nobody", "a@b.de\nBcc: c@d.de", ""])(
  "writes down nobody whose address is none: %j",
  async (email) => {
    await expect(takeOver({ email })).rejects.toThrow(BookingNotPlaceable);
  },
);
