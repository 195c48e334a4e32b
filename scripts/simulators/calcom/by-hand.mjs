import { bodies, read } from "./body-schemas.mjs";
import { confirmBooking, createBooking, findBooking, replaceBooking } from "./bookings.mjs";

/** What people do in Cal.com itself. A host may: no notice, no hours, and metadata is lost with a move. */
export function changesByHand(state) {
  return {
    create: (input) => createBooking(state, read(bodies.createBooking, input)),
    move(uid, { start, by, reason, hostId }) {
      const old = findBooking(state, uid);
      const from = new Date(start);
      const end = new Date(from.getTime() + (old.end - old.start));
      const host = state.hosts.find(({ id }) => id === hostId) ?? old.host;
      const who = { by: by ?? host.email, reason };

      return replaceBooking(state, old, { start: from, end, host, status: "accepted", ...who });
    },
    cancel(uid, { by, reason, requestReschedule = false } = {}) {
      const booking = findBooking(state, uid);
      const cancelledBy = by ?? booking.host.email;
      const fields = { status: "cancelled", cancellationReason: reason };
      Object.assign(booking, { ...fields, cancelledByEmail: cancelledBy, updatedAt: state.now() });
      state.emit("BOOKING_CANCELLED", booking, { cancelledBy, requestReschedule });

      return booking;
    },
    confirm: (uid) => confirmBooking(state, uid),
    reject(uid, { reason } = {}) {
      const booking = findBooking(state, uid);
      const fields = { status: "rejected", cancellationReason: reason };
      Object.assign(booking, { ...fields, updatedAt: state.now() });
      state.emit("BOOKING_REJECTED", booking);

      return booking;
    },
    markNoShow(uid, { isAbsent = true } = {}) {
      const booking = findBooking(state, uid);
      const attendees = booking.attendees.map((one) => ({ ...one, absent: isAbsent }));
      Object.assign(booking, { attendees, updatedAt: state.now() });
      state.emit("BOOKING_NO_SHOW_UPDATED", booking);

      return booking;
    },
    reassign(uid, hostId) {
      const booking = findBooking(state, uid);
      const host = state.hosts.find(({ id }) => id === hostId) ?? booking.host;
      Object.assign(booking, { host, updatedAt: state.now() });
      state.emit("BOOKING_REASSIGNED", booking);

      return booking;
    },
    /** Also to one that is in no contract. */
    setStatus(uid, status) {
      Object.assign(findBooking(state, uid), { status, updatedAt: state.now() });
    },
    /** Also to what their own pages take from nobody. */
    setAttendee(uid, attendee) {
      const booking = findBooking(state, uid);
      const attendees = booking.attendees.map((one) => ({ ...one, ...attendee }));
      Object.assign(booking, { attendees, updatedAt: state.now() });
    },
    /** As if it had never been there: even a booking by uid is then unknown. */
    remove: (uid) => state.bookings.delete(uid),
  };
}
