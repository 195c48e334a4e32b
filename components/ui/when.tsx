type Props = { dateTime: string; day: string; time: string; zone?: string | undefined };

/** Date over time, the time larger: an appointment inside a portal card. */
export function When({ dateTime, day, time, zone }: Props) {
  return (
    <time dateTime={dateTime} className="grid gap-0.5">
      <span className="text-lg text-ink-2">{day}</span>
      <span className="text-2xl font-semibold">{time}</span>
      {zone && <span className="text-sm text-ink-2">{zone}</span>}
    </time>
  );
}
