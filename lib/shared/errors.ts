/** What went wrong, in domain words. Only lib/web turns a kind into an HTTP status. */
export type ErrorKind =
  | "malformed"
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "rate-limited";

export type FieldIssue = {
  path: readonly PropertyKey[];
  message: string;
  params?: Record<string, string | number>;
};

/** An instant that the sentence names, on the clock of a venue and in the words of whoever reads it. */
export type Moment = { at: Date; timeZone: string };

/** Values for the sentence a person reads, e.g. `{ hours: 24 }`. */
export type ErrorParams = Record<string, string | number | Moment>;

type ErrorDefinition<Code extends string = string> = {
  code: Code;
  kind: ErrorKind;
  message: string;
};
type ErrorContext = {
  issues?: readonly FieldIssue[];
  params?: ErrorParams;
  /** What the next step needs, e.g. the nearest free slots: plain JSON, safe to show. */
  details?: unknown;
  cause?: unknown;
};

/** A failure the caller can understand and act on. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly issues: readonly FieldIssue[];
  readonly params: ErrorParams;
  readonly details: unknown;

  constructor(
    { code, kind, message }: ErrorDefinition,
    { issues = [], params = {}, details, cause }: ErrorContext = {},
  ) {
    super(message, { cause });
    this.name = "DomainError";
    this.code = code;
    this.kind = kind;
    this.issues = issues;
    this.params = params;
    this.details = details;
  }
}

/**
 * Declares one error, once: the code clients switch on, its kind, and the English sentence;
 * `messages/<locale>/problems.json` holds the sentence in every language under the same code.
 */
export function defineError<const Code extends string>(definition: ErrorDefinition<Code>) {
  return class extends DomainError {
    static readonly code = definition.code;
    static readonly kind = definition.kind;

    constructor(context?: ErrorContext) {
      super(definition, context);
    }
  };
}
