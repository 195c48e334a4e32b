import { momentText } from "@/components/appointment/moment-text";
import { KeptInput } from "@/components/form/kept-input";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import type { ReviewLine, SyncPanel } from "@/lib/calcom/service/get-sync-panel";
import type { SyncPage } from "@/lib/web/sync-page";

import { decideReviewAction, settleDriftAction } from "../actions";
import { SyncButton } from "./sync-button";

type Props = { page: SyncPage; panel: SyncPanel };

/** What the two sides cannot settle between them: somebody has to say. */
export function ReviewCard({ page, panel: { reviews, reviewCount } }: Props) {
  const { calcom } = page;

  return (
    <Card aria-labelledby="reviews">
      <CardHead id="reviews">
        {calcom("panel.reviews")}
        {reviewCount > 0 && <Count tone="warn">{reviewCount}</Count>}
      </CardHead>
      {reviews.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">{calcom("panel.reviewsNone")}</p>
      ) : (
        <LineList>
          {reviews.map((review) => (
            <Line key={review.id} page={page} review={review} />
          ))}
        </LineList>
      )}
    </Card>
  );
}

function Line({ page, review }: { page: SyncPage; review: ReviewLine }) {
  const { calcom, ctx, mayDecide } = page;
  const { problem, details, appointment } = review;
  const startsAt = appointment?.startsAt ?? details.startsAt;
  const who = appointment?.customer ?? details.attendee ?? details.title ?? "";

  return (
    <LineItem
      icon="alert"
      sub={
        <>
          <span className="block">{calcom(`panel.problem.${problem}`)}</span>
          {appointment === null && (
            <span className="block wrap-anywhere">
              {[details.title, details.host, details.email].filter(Boolean).join(" · ")}
            </span>
          )}
          {mayDecide && (
            <span className="mt-2 flex flex-wrap items-end gap-2">
              {appointment === null ? (
                <Placing page={page} review={review} who={who} />
              ) : (
                <Sides page={page} appointment={appointment} />
              )}
            </span>
          )}
        </>
      }
    >
      <span className="wrap-anywhere">
        {who}
        {startsAt !== undefined && `, ${momentText(startsAt, { ...page, now: ctx.now })}`}
        {appointment !== null && ` · ${appointment.reference}`}
      </span>
    </LineItem>
  );
}

function Placing({ page, review, who }: { page: SyncPage; review: ReviewLine; who: string }) {
  const { calcom } = page;
  const button = (decision: "import" | "ignore") => (
    <SyncButton
      page={page}
      action={decideReviewAction}
      fields={{ reviewId: review.id, decision }}
      label={calcom(`panel.decide.${decision}`)}
      labelFor={who}
    />
  );

  return (
    <>
      {button("import")}
      <SyncButton
        page={page}
        action={decideReviewAction}
        fields={{ reviewId: review.id, decision: "link" }}
        label={calcom("panel.decide.link")}
        labelFor={who}
      >
        <KeptInput
          name="reference"
          aria-label={calcom("panel.decide.reference")}
          placeholder={calcom("panel.decide.reference")}
        />
      </SyncButton>
      {button("ignore")}
    </>
  );
}

type Sided = { page: SyncPage; appointment: { id: string; version: number; reference: string } };

/** Ours or theirs, for an appointment as it is shown. */
export function Sides({ page, appointment: { id, version, reference } }: Sided) {
  const { calcom } = page;

  return (["ours", "theirs"] as const).map((side) => (
    <SyncButton
      key={side}
      page={page}
      action={settleDriftAction}
      fields={{ appointmentId: id, version: String(version), side }}
      label={calcom(`panel.side.${side}`)}
      labelFor={reference}
    />
  ));
}
