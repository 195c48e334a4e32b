"use server";

import { redirect } from "next/navigation";

import {
  connectCalendarSchema,
  pairCalendarSchema,
  rotateSecretSchema,
  seenCalendarSchema,
} from "@/lib/calcom/schema";
import { connectCalendar } from "@/lib/calcom/service/connect-calendar";
import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { pairCalendar } from "@/lib/calcom/service/pair-calendar";
import { resumeCalendar } from "@/lib/calcom/service/resume-calendar";
import { rotateSecret } from "@/lib/calcom/service/rotate-secret";
import { action } from "@/lib/web/action";

export const connectCalendarAction = action(
  connectCalendarSchema,
  async (ctx, input, { company }) => {
    await connectCalendar(ctx, input);
    redirect(`/${company.slug}/settings/calendar?done=calendarConnected`);
  },
);

export const changeKeyAction = action(connectCalendarSchema, async (ctx, input, { company }) => {
  await connectCalendar(ctx, input);
  redirect(`/${company.slug}/settings/calendar?done=calendarSaved`);
});

export const rotateSecretAction = action(rotateSecretSchema, async (ctx, input, { company }) => {
  await rotateSecret(ctx, input);
  redirect(`/${company.slug}/settings/calendar?done=secretRotated`);
});

export const resumeCalendarAction = action(seenCalendarSchema, async (ctx, input, { company }) => {
  await resumeCalendar(ctx, input);
  redirect(`/${company.slug}/settings/calendar?done=calendarResumed`);
});

export const disconnectCalendarAction = action(
  seenCalendarSchema,
  async (ctx, input, { company }) => {
    await disconnectCalendar(ctx, input);
    redirect(`/${company.slug}/settings/calendar?done=calendarDisconnected`);
  },
);

export const pairCalendarAction = action(pairCalendarSchema, async (ctx, input, { company }) => {
  await pairCalendar(ctx, input);
  redirect(`/${company.slug}/settings/calendar?done=calendarPaired`);
});
