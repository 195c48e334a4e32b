import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { Person } from "@/lib/appointments/schema";
import type { Reader } from "@/lib/shared/format";
import type { Problem } from "@/lib/shared/problem";

import { type DropWords, whenOf, type Wish } from "./drop-words";

type Props = {
  wish: Wish;
  problem: Problem;
  /** The address of the appointment. */
  href: string;
  reader: Reader;
  words: DropWords;
  onWish: (wish: Wish) => void;
};

/** The nearest free times, what somebody else has changed, or the page with every free time. */
export function WaysOut({ wish, problem, href, reader, words, onWish }: Props) {
  const { event, startsAt, staff } = wish;
  if (problem.code === "appointment-changed") {
    const seen = new URLSearchParams({ seen: String(event.version), startsAt, staffId: staff.id });

    return <ButtonLink href={`${href}/conflict?${seen.toString()}`}>{words.conflict}</ButtonLink>;
  }
  if (problem.code !== "slot-taken") return null;
  const { nearest } = problem.details as { nearest: { startsAt: string; staff: Person }[] };

  return (
    <>
      <p className="w-full">{words.instead}</p>
      {nearest.length > 0 && <p className="w-full">{words.nearest}</p>}
      {nearest.map((slot) => (
        <Button
          key={slot.startsAt}
          size="sm"
          onClick={() => {
            onWish({ event, ...slot });
          }}
        >
          {whenOf({ event, startsAt: slot.startsAt }, { reader, words })}
        </Button>
      ))}
      <ButtonLink href={`${href}/move`}>{words.page}</ButtonLink>
    </>
  );
}
