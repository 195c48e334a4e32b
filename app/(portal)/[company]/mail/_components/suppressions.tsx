import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import type { Suppression } from "@/lib/delivery/service/suppressions";
import type { MailPage } from "@/lib/web/mail-page";

import { liftSuppressionAction } from "../actions";
import { MailButton } from "./mail-actions";

type Props = { page: MailPage; suppressions: readonly Suppression[] };

export function Suppressions({ page, suppressions }: Props) {
  const { delivery } = page;

  return (
    <Card aria-labelledby="suppressions">
      <CardHead id="suppressions">
        {delivery("suppressions.title")}
        {suppressions.length > 0 && <Count>{suppressions.length}</Count>}
      </CardHead>
      <p className="px-4 py-3 text-ink-2">
        {delivery(suppressions.length === 0 ? "suppressions.empty" : "suppressions.text")}
      </p>
      {suppressions.length > 0 && (
        <LineList>
          {suppressions.map((suppression) => (
            <Line key={suppression.id} page={page} suppression={suppression} />
          ))}
        </LineList>
      )}
    </Card>
  );
}

function Line({ page, suppression }: { page: MailPage; suppression: Suppression }) {
  const { delivery, ctx } = page;
  const { id, email, reason, detail, since } = suppression;
  const when = momentText(since, { ...page, now: ctx.now });

  return (
    <LineItem
      icon="ban"
      sub={
        <>
          {delivery("suppressions.since", { reason: delivery(`suppressions.${reason}`), when })}
          {detail !== null && <span className="block wrap-anywhere">{detail}</span>}
        </>
      }
      action={
        <span className="mr-3 block">
          <MailButton
            page={page}
            action={liftSuppressionAction}
            id={{ suppressionId: id }}
            label={delivery("action.lift")}
            labelFor={email}
          />
        </span>
      }
    >
      <span className="wrap-anywhere">{email}</span>
    </LineItem>
  );
}
