import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import type { CalendarConnection, CalendarSettings } from "@/lib/calcom/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { ChangeKey } from "./change-key";
import { RotateSecret } from "./rotate-secret";
import { StoppedNote } from "./stopped-note";

type Props = {
  page: CalendarSettingsPage;
  calendar: CalendarSettings;
  connection: CalendarConnection;
};

/** Whom the company is connected to and how that stands; key and secret can be replaced, and are never shown. */
export function ConnectionCard({ page, calendar, connection }: Props) {
  const { calcom, locale, company } = page;
  const { version, webhookUrl, there } = calendar;
  const isStopped = connection.status === "stopped";
  const reader = { locale, timeZone: company.timeZone };

  return (
    <>
      {isStopped && <StoppedNote page={page} version={version} />}
      {there?.isSubscribed === false && (
        <Note tone="warn" title={calcom("settings.notSubscribed")}>
          {calcom("settings.notSubscribedText")}
        </Note>
      )}
      <Card aria-labelledby="connection" className="max-w-176">
        <CardHead
          id="connection"
          action={
            <Badge tone={isStopped ? "bad" : "ok"} icon={isStopped ? "pause" : "check"}>
              {calcom(isStopped ? "settings.stopped" : "settings.active")}
            </Badge>
          }
        >
          {calcom("settings.connection")}
        </CardHead>
        <CardBody>
          <Facts>
            <Fact label={calcom("settings.account")}>{connection.account ?? "–"}</Fact>
            <Fact label={calcom("settings.address")}>{connection.baseUrl}</Fact>
            <Fact label={calcom("settings.since")}>
              {formatDateTime(connection.connectedAt, reader)}
            </Fact>
            {connection.previousSecretUntil !== null && (
              <Fact label={calcom("settings.secret")}>
                {calcom("settings.previousSecret", {
                  until: formatDateTime(connection.previousSecretUntil, reader),
                })}
              </Fact>
            )}
          </Facts>
          <ChangeKey page={page} version={version} connection={connection} />
          <RotateSecret page={page} version={version} webhookUrl={webhookUrl} />
        </CardBody>
      </Card>
    </>
  );
}
