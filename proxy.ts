import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives every page its nonce and every request its id. Convenience, never the boundary: who may see
 * what is decided by the services.
 */
export function proxy(request: NextRequest): NextResponse {
  if (isTooLargeToRead(request)) return backWithRefusal(request.nextUrl);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = MAIL_FRAME.test(request.nextUrl.pathname) ? mailPolicy() : pagePolicy(nonce);

  const headers = new Headers(request.headers);
  headers.set("x-request-id", crypto.randomUUID());
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", headers.get("x-request-id") ?? "");
  response.headers.set("x-content-type-options", "nosniff");
  // Not "no-referrer": a form posted without JavaScript would then say `Origin: null`, and be refused.
  const isLink = SECRET_LINK.test(request.nextUrl.pathname);
  response.headers.set("referrer-policy", isLink ? "no-referrer" : "same-origin");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");

  return response;
}

/** More than next.config.mjs lets a form be; past it, Next would answer without a word. */
const FORM_MAX_BYTES = 256 * 1024;
const UPLOAD_FORM = /^\/[^/]+\/team\/invite$/;

function isTooLargeToRead({ method, headers, nextUrl }: NextRequest): boolean {
  return (
    method === "POST" &&
    UPLOAD_FORM.test(nextUrl.pathname) &&
    Number(headers.get("content-length")) > FORM_MAX_BYTES
  );
}

function backWithRefusal({ pathname, origin }: NextRequest["nextUrl"]): NextResponse {
  return NextResponse.redirect(new URL(`${pathname}?refused=too-large`, origin), 303);
}

/** Addresses that carry a secret: they answer with a redirect and never with a form. */
const SECRET_LINK =
  /^\/(c\/[^/]+\/[ta]|i\/[^/]+|reset-password|confirm-email|setup|mailbox\/key)\/[^/]+$/;
const MAIL_FRAME = /^\/(mailbox|[^/]+\/mail)\/[^/]+\/html$/;

function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // One custom property on one wrapper: the company's colour.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A mail brings its own styles; it may be framed by us, and can do nothing but be looked at. */
function mailPolicy(): string {
  return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
}

export const config = {
  matcher: [{ source: "/((?!_next/static|favicon.ico).*)" }],
};
