import type { Metadata } from "next";
import * as z from "zod";

import { Note } from "@/components/ui/note";
import { getCalendarSettings } from "@/lib/calcom/service/get-calendar-settings";
import type { PortalParams } from "@/lib/web/portal-page";
import { calendarSettingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";
import { ConnectCard } from "./_components/connect-card";
import { ConnectionCard } from "./_components/connection-card";
import { DisconnectCard } from "./_components/disconnect-card";
import { GapNote } from "./_components/gap-note";
import { PairingForm } from "./_components/pairing-form";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z
  .enum([
    "calendarConnected",
    "calendarSaved",
    "secretRotated",
    "calendarPaired",
    "calendarResumed",
    "calendarDisconnected",
  ])
  .optional()
  .catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.calendar") };
}

export default async function CalendarSettingsPage({ params, searchParams }: Props) {
  const page = await calendarSettingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, calcom } = page;
  const calendar = await getCalendarSettings(ctx);
  const { connection, there } = calendar;

  return (
    <>
      <SettingsHead
        page={page}
        current="calendar"
        done={doneSchema.parse((await searchParams).done)}
      />
      {connection === null ? (
        <ConnectCard page={page} calendar={calendar} />
      ) : (
        <>
          <ConnectionCard page={page} calendar={calendar} connection={connection} />
          <GapNote page={page} gaps={calendar.gaps} />
          {there === null && connection.status === "active" && (
            <Note tone="warn" icon="wifi-off" title={calcom("settings.unreachable")}>
              {calcom("settings.unreachableText")}
            </Note>
          )}
          {there !== null && (
            <PairingForm page={page} calendar={calendar} eventTypes={there.eventTypes} />
          )}
          <DisconnectCard page={page} calendar={calendar} />
        </>
      )}
    </>
  );
}
