import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import type { SyncPanel } from "@/lib/calcom/service/get-sync-panel";
import type { SyncPage } from "@/lib/web/sync-page";

import { replayWebhookAction } from "../actions";
import { SyncButton } from "./sync-button";

const REASONS = [
  ...["unsigned", "unreadable", "too-old", "no-booking", "unknown-booking"],
  ...["failed", "unreadable-entry"],
];

type Props = { page: SyncPage; panel: SyncPanel };

/** Messages that were not acted upon, with the reason. */
export function AsideCard({ page, panel: { aside } }: Props) {
  const { calcom, ctx, mayDecide } = page;
  if (aside.length === 0) return null;

  return (
    <Card aria-labelledby="aside">
      <CardHead id="aside">
        {calcom("panel.aside")}
        <Count>{aside.length}</Count>
      </CardHead>
      <p className="px-4 py-3 text-ink-2">{calcom("panel.asideLead")}</p>
      <LineList>
        {aside.map(({ id, trigger, reason, canBeReplayed, receivedAt }) => (
          <LineItem
            key={id}
            icon="ban"
            sub={calcom(`panel.reason.${REASONS.includes(reason) ? reason : "unreadable"}`)}
            action={
              mayDecide &&
              canBeReplayed && (
                <SyncButton
                  page={page}
                  action={replayWebhookAction}
                  fields={{ webhookId: id }}
                  label={calcom("panel.replay")}
                  labelFor={trigger ?? ""}
                />
              )
            }
          >
            {trigger ?? calcom("panel.noTrigger")},{" "}
            {momentText(receivedAt, { ...page, now: ctx.now })}
          </LineItem>
        ))}
      </LineList>
    </Card>
  );
}
