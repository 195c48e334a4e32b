import * as z from "zod";

import { timeZoneSchema } from "@/lib/shared/schema";
import { shortened } from "@/lib/shared/shortened";

/** Far more than a title, a name or a reason has that anybody will read. */
const LONGEST_TEXT = 2000;

const said = z.string().transform((value) => shortened(value, LONGEST_TEXT));
const text = said.nullish().transform((value) => value ?? null);
/** Whoever books through a public page may write a name over several lines. */
const personName = said
  .nullish()
  .transform((value) => (value ?? "").replaceAll(/[\s\p{Cc}]+/gu, " ").trim());
const knownZone = timeZoneSchema
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const shortText = said.nullish().transform((value) => value ?? "");
/** What we could not keep is no name of a booking. */
const uid = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => !value.includes("\0"));
const optionalUid = uid
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })])
  .transform((value) => new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`));
const optionalInstant = instant
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** A list of which what cannot be read is left out. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(z.unknown())
    .nullish()
    .transform((values) =>
      (values ?? []).flatMap((value) => {
        const { success, data } = item.safeParse(value);

        return success ? [data] : [];
      }),
    );

const hostSchema = z.object({ id: number, name: shortText, email: shortText, username: text });

const attendeeSchema = z
  .object({
    name: personName,
    email: text,
    timeZone: knownZone,
    language: text,
    phoneNumber: text,
    absent: z.boolean().nullish(),
  })
  .transform(({ absent, ...attendee }) => ({ ...attendee, isAbsent: absent === true }));

const STATUSES = ["accepted", "pending", "cancelled", "rejected"] as const;

/** Of a booking what the portal needs. Whatever else comes, or does not come, makes it no less readable. */
export const bookingSchema = z
  .object({
    uid,
    status: z.string().transform((status) => STATUSES.find((one) => one === status.toLowerCase())),
    title: shortText,
    start: instant,
    end: instant,
    eventTypeId: number,
    eventType: z.object({ id: number, slug: text }).nullish().catch(null),
    hosts: listOf(hostSchema),
    attendees: listOf(attendeeSchema),
    absentHost: z.boolean().nullish(),
    createdAt: optionalInstant,
    updatedAt: optionalInstant,
    cancellationReason: text,
    cancelledByEmail: text,
    reschedulingReason: text,
    rescheduledByEmail: text,
    rescheduledFromUid: optionalUid,
    rescheduledToUid: optionalUid,
    metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform(({ status, eventType, eventTypeId, absentHost, metadata, ...booking }, context) => {
    if (status === undefined) {
      context.addIssue({ code: "custom", path: ["status"], message: "is none that is known" });

      return z.NEVER;
    }

    return {
      ...booking,
      status,
      eventTypeId: eventTypeId ?? eventType?.id ?? null,
      isHostAbsent: absentHost === true,
      metadata: metadata ?? {},
    };
  });

/** A recurring booking comes as an array of all of its times; the first is the one that was asked for. */
export const oneBookingSchema = z.preprocess(
  (data) => (Array.isArray(data) ? (data as unknown[])[0] : data),
  bookingSchema,
);

/** Of what cannot be read: which booking it is, if that can be, and all that it says. */
function toUnreadable(entry: unknown) {
  const { data } = z.object({ uid }).safeParse(entry);

  return { uid: data?.uid ?? null, text: JSON.stringify(entry) };
}

/** A page of the list. What cannot be read of it stands beside it. */
export const bookingPageSchema = z
  .object({
    data: z.array(z.unknown()),
    pagination: z
      .object({ hasNextPage: z.boolean().nullish(), totalItems: number })
      .nullish()
      .catch(null),
  })
  .transform(({ data, pagination }) => {
    const read = data.map((entry) => ({ entry, ...bookingSchema.safeParse(entry) }));

    return {
      bookings: read.flatMap((one) => (one.success ? [one.data] : [])),
      unreadable: read.flatMap(({ success, entry }) => (success ? [] : [toUnreadable(entry)])),
      hasNextPage: pagination?.hasNextPage === true,
    };
  });

export const accountSchema = z.object({
  id: number,
  email: shortText,
  username: text,
  timeZone: text,
});

export const eventTypesSchema = listOf(
  z
    .object({
      id: z.number(),
      title: shortText,
      slug: shortText,
      lengthInMinutes: z.number(),
      lengthInMinutesOptions: z.array(z.number()).nullish().catch(null),
      hosts: listOf(z.object({ userId: number, name: shortText, username: text })),
      users: listOf(z.object({ id: number, name: shortText, username: text })),
    })
    .transform(({ hosts, users, lengthInMinutesOptions, ...type }) => ({
      ...type,
      lengthInMinutesOptions: lengthInMinutesOptions ?? [],
      hosts:
        hosts.length > 0 ? hosts.map(({ userId, ...host }) => ({ ...host, id: userId })) : users,
    })),
);

/** Free times by day. The documents say texts, the service sends objects: either is read. */
export const slotsSchema = z
  .record(z.string(), z.array(z.union([instant, z.object({ start: instant })])))
  .transform((days) =>
    Object.values(days)
      .flat()
      .map((slot) => (slot instanceof Date ? slot : slot.start)),
  );

export const reservationSchema = z
  .object({ reservationUid: z.string().min(1), reservationUntil: instant })
  .transform(({ reservationUid: uid, reservationUntil: until }) => ({ uid, until }));

export const webhookSchema = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    subscriberUrl: shortText,
    active: z.boolean().nullish(),
    triggers: z.array(z.string()).nullish(),
  })
  .transform(({ id, subscriberUrl: url, active, triggers }) => ({
    ...{ id, url, isActive: active !== false, triggers: triggers ?? [] },
  }));
export const webhooksSchema = listOf(webhookSchema);

export type CalcomBooking = z.output<typeof bookingSchema>;
