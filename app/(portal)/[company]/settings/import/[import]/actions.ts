"use server";

import { redirect } from "next/navigation";

import { importIdSchema } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { undoImport } from "@/lib/imports/service/undo-import";
import { action } from "@/lib/web/action";

export const applyImportAction = action(importIdSchema, async (ctx, { importId }, { company }) => {
  await applyImport(ctx, importId);
  redirect(`/${company.slug}/settings/import/${importId}`);
});

export const undoImportAction = action(importIdSchema, async (ctx, { importId }, { company }) => {
  await undoImport(ctx, importId);
  redirect(`/${company.slug}/settings/import/${importId}`);
});
