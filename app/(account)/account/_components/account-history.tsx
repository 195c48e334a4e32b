import { deviceText } from "@/components/appointment/device-text";
import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Timeline } from "@/components/ui/timeline";
import { TimelineItem } from "@/components/ui/timeline-item";
import type { AccountMoment } from "@/lib/accounts/schema";
import type { AccountPage } from "@/lib/web/account-page";

type Props = { page: AccountPage; moments: readonly AccountMoment[] };

/** What happened to the account lately: whoever reads it knows whether it was them. */
export function AccountHistory({ page, moments }: Props) {
  const { t, appointments, ctx } = page;

  return (
    <Card aria-labelledby="history">
      <CardHead id="history">{t("history.title")}</CardHead>
      {moments.length > 0 && (
        <Timeline>
          {moments.map(({ event, ip, userAgent, at }) => (
            <TimelineItem
              key={`${event}${at}`}
              icon={event === "sign_in_failed" ? "alert" : "check"}
              tone={event === "sign_in_failed" ? "warn" : "plain"}
              title={t(`event.${event}`)}
              meta={[
                momentText(at, { ...page, now: ctx.now }),
                deviceText(userAgent, appointments),
                ip,
              ]
                .filter(Boolean)
                .join(" · ")}
            />
          ))}
        </Timeline>
      )}
      <CardBody className="border-t border-line">
        {moments.length === 0 && <p className="text-ink-2">{t("history.empty")}</p>}
        <p className="text-note text-ink-2">{t("history.notYou")}</p>
      </CardBody>
    </Card>
  );
}
