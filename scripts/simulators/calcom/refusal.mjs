import { randomUUID } from "node:crypto";

const CODES = {
  400: "BadRequestException",
  401: "UnauthorizedException",
  403: "ForbiddenException",
  404: "NotFoundException",
  409: "ConflictException",
  422: "UnprocessableEntityException",
  429: "ThrottlerException",
  498: "TokenExpiredException",
};

/** What the API says no to, with the words that the real one uses. */
export class Refusal extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    Object.assign(this, { status, headers });
  }
}

/** An error as the API's filters write it. */
export function errorAnswer({ status, message, headers = {} }, { path, now }) {
  return {
    status,
    headers: { ...headers, "x-request-id": randomUUID() },
    body: {
      status: "error",
      timestamp: now.toISOString(),
      path,
      error: {
        code: CODES[status] ?? "InternalServerErrorException",
        message,
        details: { message },
      },
    },
  };
}
