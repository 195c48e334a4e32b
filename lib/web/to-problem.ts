import "server-only";

import { log } from "@/lib/platform/log";
import { translator } from "@/lib/platform/messages";
import {
  DomainError,
  type ErrorKind,
  type ErrorParams,
  type FieldIssue,
} from "@/lib/shared/errors";
import { formatDateTime } from "@/lib/shared/format";
import type { Problem } from "@/lib/shared/problem";
import type { Locale } from "@/lib/shared/schema";

export const STATUS = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "rate-limited": 429,
} as const satisfies Record<ErrorKind, number>;

type Reader = { requestId: string; locale: Locale };

/**
 * Translates anything thrown into what a person or a client may see, in their language. A bug says
 * nothing about itself; it is logged once, under the request id that the person is shown.
 */
export function toProblem(error: unknown, { requestId, locale }: Reader): Problem {
  const t = translator(locale, "problems");
  if (!(error instanceof DomainError)) {
    log().error({ err: error, requestId }, "unexpected error");

    return {
      type: "/problems/internal-error",
      title: t("kinds.internal"),
      status: 500,
      detail: t("internal-error"),
      code: "internal-error",
      requestId,
    };
  }

  return {
    type: `/problems/${error.code}`,
    title: t(`kinds.${error.kind}`),
    status: STATUS[error.kind],
    detail: t(error.code, inWords(error.params, locale)),
    code: error.code,
    requestId,
    ...(error.issues.length > 0 && {
      errors: error.issues.map((issue) => toFieldError(issue, locale)),
    }),
    ...(error.details !== undefined && { details: error.details }),
  };
}

function inWords(params: ErrorParams, locale: Locale): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "object" ? formatDateTime(value.at, { ...value, locale }) : value,
    ]),
  );
}

/** RFC 6901: `~` and `/` inside a segment are escaped. */
function toFieldError({ path, message, params }: FieldIssue, locale: Locale) {
  const segments = path.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1"));

  return {
    pointer: ["#", ...segments].join("/"),
    detail: translator(locale, "problems")(`fields.${message}`, params),
  };
}
