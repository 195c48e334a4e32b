import { momentText } from "@/components/appointment/moment-text";
import { Stat } from "@/components/ui/stat";
import { Stats } from "@/components/ui/stats";
import { successRate } from "@/lib/delivery/rules";
import type { MailDay, MailOverview } from "@/lib/delivery/service/get-mail-overview";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: MailPage; overview: MailOverview };

export function MailStats({ page, overview }: Props) {
  const { delivery, home, ctx, locale } = page;
  const { attention, waiting, sending, nextAttemptAt, days } = overview;
  const number = new Intl.NumberFormat(locale);
  const sum = (key: "delivered" | "sent") => days.reduce((total, day) => total + day[key], 0);
  const href = (state: string) => `${home}/mail?state=${state}`;

  return (
    <Stats>
      <Stat
        label={delivery("stats.attention")}
        value={number.format(attention)}
        tone={attention > 0 ? "bad" : "plain"}
        detail={delivery(attention > 0 ? "stats.attentionSome" : "stats.attentionNone")}
        href={href("attention")}
      />
      <Stat
        label={delivery("stats.waiting")}
        value={number.format(waiting)}
        detail={
          nextAttemptAt === null
            ? delivery("stats.waitingNone")
            : delivery("stats.waitingNext", {
                when:
                  new Date(nextAttemptAt) <= ctx.now
                    ? delivery("table.soon")
                    : momentText(nextAttemptAt, { ...page, now: ctx.now }),
              })
        }
        href={href("waiting")}
      />
      <Stat
        label={delivery("stats.sending")}
        value={number.format(sending)}
        detail={delivery(sending > 0 ? "stats.sendingSome" : "stats.sendingNone")}
      />
      <Stat
        label={delivery("stats.delivered")}
        value={number.format(sum("delivered"))}
        detail={rateText(page, days, sum("sent"))}
        href={href("delivered")}
      />
    </Stats>
  );
}

function rateText({ delivery }: MailPage, days: readonly MailDay[], sent: number): string {
  const rate = successRate(days);

  return rate === null
    ? delivery("stats.deliveredUnknown", { count: sent })
    : delivery("stats.deliveredRate", { rate });
}
