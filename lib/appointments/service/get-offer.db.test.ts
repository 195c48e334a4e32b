import { expect, it } from "vitest";

import { bookAppointment, holdNewSlot } from "@/lib/appointments/service/book-appointment";
import { listBookableSlots } from "@/lib/appointments/service/bookable-slots";
import { getHeldOffer } from "@/lib/appointments/service/get-offer";
import { NotFound } from "@/lib/tenancy/errors";
import { addMember, as, createAppointment, createSalon, stored } from "@/tests/support/salon";

it("tells of no customer, and books for none, whom the member does not see and knows by an id alone", async () => {
  const salon = await createSalon();
  const { companyId, staffIds, serviceId, branchId, customerId } = salon;
  const member = await addMember(companyId, "staff", { staffId: staffIds[1] });
  const ctx = as(companyId, member);
  await createAppointment(salon, { customerId });
  const offer = { customerId, serviceId, branchId };
  const wanted = { ...offer, staffId: staffIds[1], startsAt: new Date("2027-03-11T12:00:00Z") };
  const book = { ...wanted, holdId: undefined, notes: "", reason: "" };
  const { id: holdId } = await holdNewSlot(as(companyId, salon.owner), wanted);
  await stored(
    "update appointment_reservations set holder = $2 where id = $1",
    ...[holdId, `member:${member.userId}`],
  );

  await expect(getHeldOffer(ctx, { ...offer, holdId })).resolves.toBeNull();
  await expect(holdNewSlot(ctx, wanted)).rejects.toThrow(NotFound);
  await expect(bookAppointment(ctx, book)).rejects.toThrow(NotFound);
  await expect(listBookableSlots(ctx, offer)).rejects.toThrow(NotFound);

  const theirs = { customerId, staffId: staffIds[1], startsAt: new Date("2027-03-12T12:00:00Z") };
  await createAppointment(salon, theirs);
  await expect(getHeldOffer(ctx, { ...offer, holdId })).resolves.toMatchObject({
    offer: { customer: { name: "Marlene Fischer" } },
  });
  await expect(bookAppointment(ctx, { ...book, holdId })).resolves.toHaveProperty("id");
});
