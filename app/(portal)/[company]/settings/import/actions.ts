"use server";

import { redirect } from "next/navigation";

import {
  IMPORT_MAX_BYTES,
  startAppointmentImportSchema,
  startImportSchema,
} from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { action } from "@/lib/web/action";

export const startImportAction = action(
  startImportSchema,
  async (ctx, input, { company }) => {
    const id = await startImport(ctx, { text: input.file, fileName: input["file.name"] });
    redirect(`/${company.slug}/settings/import/${id}`);
  },
  { names: ["file"], maxBytes: IMPORT_MAX_BYTES },
);

export const startAppointmentImportAction = action(
  startAppointmentImportSchema,
  async (ctx, { calendar, serviceId, staffId, ...names }, { company }) => {
    const id = await startAppointmentImport(ctx, {
      text: calendar,
      fileName: names["calendar.name"],
      ...{ serviceId, staffId },
    });
    redirect(`/${company.slug}/settings/import/${id}`);
  },
  { names: ["calendar"], maxBytes: IMPORT_MAX_BYTES },
);
