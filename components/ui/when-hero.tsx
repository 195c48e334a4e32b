import type { ReactNode } from "react";

type Props = {
  dateTime: string;
  day: string;
  time: string;
  /** Said only when the reader's clock and the venue's differ. */
  zone?: string | undefined;
  badge?: ReactNode;
  id?: string;
};

/** The largest text wherever a customer meets an appointment. */
export function WhenHero({ dateTime, day, time, zone, badge, id }: Props) {
  return (
    <div className="grid gap-2 px-4 pt-6 pb-4">
      {badge}
      <h2 id={id}>
        <time dateTime={dateTime}>
          <span className="block text-xl font-medium">{day} </span>
          <span className="block text-3xl font-semibold">{time}</span>
        </time>
      </h2>
      {zone && <p className="text-note text-ink-2">{zone}</p>}
    </div>
  );
}
