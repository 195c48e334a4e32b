/** Why Cal.com said no for good. `rule` is every reason that is none of the others. */
export type RefusalReason =
  "slot-gone" | "notice" | "past" | "already-cancelled" | "already-moved" | "ended" | "rule";

/**
 * What became of a call. Nothing that the other side does is thrown. No message holds the key, a booking's uid or
 * an address.
 * - `refused`: a decision of theirs (400, 403 with their notice rule, 422); asking again changes nothing
 * - `unknown`: there is no such booking, reservation or webhook (404)
 * - `conflict`: a duplicate, or full (409); reading again tells
 * - `unauthorised`: the key or the address is wrong (401, 403, 498, a redirect; 0 where the address leads into a
 *   private network): nobody should ask before somebody has looked
 * - `busy`: a limit (429)
 * - `outage`: the service is not there. `mayHaveHappened` is false only where nothing can have arrived
 * - `unreadable`: it answered with success, and what came is no answer. The work may be done, and the
 *   service is there, so a circuit breaker has nothing to learn from it
 */
export type Failure =
  | { kind: "refused"; reason: RefusalReason; message: string }
  | { kind: "unknown"; message: string }
  | { kind: "conflict"; message: string }
  | { kind: "unauthorised"; status: number; message: string }
  | { kind: "busy"; waitMs: number; message: string }
  | {
      kind: "outage";
      cause: "http-5xx" | "timeout" | "connection";
      message: string;
      mayHaveHappened: boolean;
    }
  | { kind: "unreadable"; message: string };

export type Answer<Data> = { kind: "ok"; data: Data } | Failure;
