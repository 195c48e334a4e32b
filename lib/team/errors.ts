import { defineError } from "@/lib/shared/errors";

export const LastOwner = defineError({
  code: "last-owner",
  kind: "conflict",
  message: "The company would be left without an owner. Make somebody else an owner first.",
});

export const NotYourself = defineError({
  code: "not-yourself",
  kind: "forbidden",
  message: "You cannot deactivate yourself.",
});
