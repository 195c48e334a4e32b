export type SimulatedHost = {
  id: number;
  name: string;
  email: string;
  username: string;
  timeZone?: string;
  /** By ISO weekday: opens and closes, as that host's clock shows. */
  weekly?: Record<number, readonly [string, string]>;
};

export type SimulatedEventType = {
  id: number;
  slug: string;
  title: string;
  lengthInMinutes: number;
  hostIds: number[];
  lengthInMinutesOptions?: number[];
  slotIntervalMinutes?: number;
  minimumBookingNoticeMinutes?: number;
  minimumRescheduleNoticeMinutes?: number;
  requiresConfirmation?: boolean;
  requiresCancellationReason?: "MANDATORY_BOTH" | "HOST_ONLY" | "ATTENDEE_ONLY" | "OPTIONAL_BOTH";
  disableCancelling?: boolean;
};

export type SimulatedAccount = {
  apiKeys: string[];
  expiredKeys?: string[];
  me: { id: number; email: string; username: string; timeZone: string };
  hosts: SimulatedHost[];
  eventTypes: SimulatedEventType[];
};

export type Fault = {
  kind: "status" | "slow" | "reset" | "lost" | "hang" | "garbage" | "moved";
  /** How many calls; 0 is until cleared. */
  count?: number;
  method?: string;
  /** A part of the path. */
  path?: string;
  status?: number;
  ms?: number;
  retryAfter?: number | string;
};

export type SimulatedBooking = {
  id: number;
  uid: string;
  status: "accepted" | "cancelled" | "rejected" | "pending";
  start: string;
  end: string;
  duration: number;
  eventTypeId: number;
  hosts: { id: number; name: string; email: string }[];
  attendees: { name: string; email: string; absent: boolean }[];
  metadata: Record<string, string>;
  updatedAt: string;
  cancellationReason?: string;
  cancelledByEmail?: string;
  rescheduledByEmail?: string;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
};

type Changed = { uid: string };
export type Waiting = { id: string; trigger: string; uid: string; body: string };
export type Told = { id: string; trigger: string; uid: string; status: number };

export type CalcomSimulator = {
  url: string;
  stop: () => Promise<void>;
  bookings: () => SimulatedBooking[];
  calls: () => {
    method: string;
    path: string;
    url: string;
    headers: Record<string, string | undefined>;
  }[];
  reset: () => void;
  faults: {
    add: (fault: Fault) => void;
    clear: () => void;
    list: () => (Omit<Fault, "count"> & { left: string })[];
  };
  webhooks: {
    hold: () => void;
    release: () => void;
    waiting: () => Waiting[];
    told: () => Told[];
    drop: (trigger?: string) => number;
    flush: (how?: { order?: "given" | "reversed"; times?: number }) => Promise<number[]>;
    settled: () => Promise<void>;
  };
  byHand: {
    create: (input: {
      start: string;
      eventTypeId: number;
      attendee: { name: string; email: string; timeZone: string; language?: string };
      metadata?: Record<string, string>;
    }) => Changed;
    move: (
      uid: string,
      to: { start: string; by?: string; reason?: string; hostId?: number },
    ) => Changed;
    cancel: (
      uid: string,
      why?: { by?: string; reason?: string; requestReschedule?: boolean },
    ) => Changed;
    confirm: (uid: string) => Changed;
    reject: (uid: string, why?: { reason?: string }) => Changed;
    markNoShow: (uid: string, what?: { isAbsent?: boolean }) => Changed;
    reassign: (uid: string, hostId: number) => Changed;
    setStatus: (uid: string, status: string) => void;
    setAttendee: (uid: string, attendee: Record<string, string>) => void;
    remove: (uid: string) => boolean;
  };
};

export function startCalcomSimulator(options?: {
  port?: number;
  account?: SimulatedAccount;
  now?: () => Date;
  /** Calls in a minute; 0 is no limit. */
  limit?: number;
  resetAs?: "seconds" | "unix";
  /** Where bookings and subscriptions outlive the process. */
  file?: string;
}): Promise<CalcomSimulator>;
