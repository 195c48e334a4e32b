import { defineError } from "@/lib/shared/errors";

export const InvitationPending = defineError({
  code: "invitation-pending",
  kind: "conflict",
  message: "There is already an open invitation for this address.",
});

export const AlreadyMember = defineError({
  code: "already-member",
  kind: "conflict",
  message: "This person already belongs to the company.",
});

export const StaffTaken = defineError({
  code: "staff-taken",
  kind: "conflict",
  message: "This staff member already has an account.",
});

export const InvitationExpired = defineError({
  code: "invitation-expired",
  kind: "conflict",
  message: "This invitation has expired.",
});

export const InvitationUsed = defineError({
  code: "invitation-used",
  kind: "conflict",
  message: "This invitation has already been accepted.",
});

export const InvitationRevoked = defineError({
  code: "invitation-revoked",
  kind: "conflict",
  message: "This invitation has been withdrawn.",
});

export const InvitationUnknown = defineError({
  code: "invitation-unknown",
  kind: "not-found",
  message: "We do not know this link.",
});

/** The inviter has left, or may no longer grant this role. */
export const InviterGone = defineError({
  code: "inviter-gone",
  kind: "conflict",
  message: "Whoever invited you can no longer do so. Please ask the company for a new invitation.",
});

export const WrongPassword = defineError({
  code: "wrong-password",
  kind: "invalid",
  message: "This is not the password of your account.",
});

export const TooManyAddresses = defineError({
  code: "too-many-addresses",
  kind: "invalid",
  message: "The list holds more addresses than can be invited at once.",
});

/** A table whose quotation marks do not match. */
export const ListUnreadable = defineError({
  code: "list-unreadable",
  kind: "invalid",
  message: "The list cannot be read as a table.",
});

export class NobodyListed extends defineError({
  code: "nobody-listed",
  kind: "invalid",
  message: "Please enter at least one address.",
}) {
  constructor() {
    super({ issues: [{ path: ["addresses"], message: "addresses-required" }] });
  }
}

export class OneStaffMember extends defineError({
  code: "one-staff-member",
  kind: "invalid",
  message: "A staff member can only be linked to a single address.",
}) {
  constructor() {
    super({ issues: [{ path: ["staffId"], message: "staff-one-address" }] });
  }
}

/** Somebody was faster; its params say who, what and how many minutes ago. */
export const InvitationChanged = defineError({
  code: "invitation-changed",
  kind: "conflict",
  message: "Somebody changed this invitation while you were looking at it.",
});

/** The company has sent as many invitations as it can in a day; its params say how many, and the hours left. */
export const InvitationsUsedUp = defineError({
  code: "invitations-used-up",
  kind: "rate-limited",
  message: "Your company has sent as many invitations as are possible in a day.",
});
