"use server";

import { redirect } from "next/navigation";

import { IMPORT_MAX_BYTES, startImportSchema } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/service/imports";
import { action } from "@/lib/web/action";

export const startImportAction = action(
  startImportSchema,
  async (ctx, input, { company }) => {
    const id = await startImport(ctx, { text: input.file, fileName: input["file.name"] });
    redirect(`/${company.slug}/settings/import/${id}`);
  },
  { names: ["file"], maxBytes: IMPORT_MAX_BYTES },
);
