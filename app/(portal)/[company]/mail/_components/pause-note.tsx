import { momentText } from "@/components/appointment/moment-text";
import { Note } from "@/components/ui/note";
import type { MailOverview } from "@/lib/delivery/service/get-mail-overview";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: MailPage; pause: NonNullable<MailOverview["pause"]> };

/** Why nothing leaves, since when, and what to do about it. */
export function PauseNote({ page, pause: { kind, error, since, until } }: Props) {
  const { delivery, ctx } = page;
  const moment = (at: Date) => momentText(at, { ...page, now: ctx.now });

  return (
    <Note tone={kind === "busy" ? "warn" : "bad"} title={delivery(`pause.${kind}.title`)}>
      <p>{delivery(`pause.${kind}.text`)}</p>
      <p>
        {delivery("pause.since", {
          since: moment(since),
          until: until <= ctx.now ? delivery("table.soon") : moment(until),
        })}
      </p>
      <p className="text-xs wrap-anywhere">{delivery("pause.said", { error })}</p>
    </Note>
  );
}
