import { joinClasses } from "./join-classes";

type Point = { label: string; lines: readonly string[] };

type Props = { deadline: Point; now: Point; appointment: Point };

/** Deadline, now, appointment on one line: why something no longer works. */
export function SpanLine({ deadline, now, appointment }: Props) {
  const points = [
    { ...deadline, place: "text-left", dot: "left-0 border-field-line bg-surface" },
    { ...now, place: "text-center", dot: "left-1/2 -translate-x-1/2 border-bad-fill bg-bad-fill" },
    { ...appointment, place: "text-right", dot: "right-0 border-accent bg-accent" },
  ];

  return (
    <ol className="relative grid grid-cols-3 pt-6 text-note text-ink-2 before:absolute before:inset-x-0 before:top-2 before:h-0.5 before:bg-line-strong">
      {points.map(({ label, lines, place, dot }) => (
        <li key={label} className={joinClasses("relative", place)}>
          <span
            aria-hidden="true"
            className={joinClasses("absolute -top-5.5 size-3.5 rounded-full border-2", dot)}
          />
          <b className="block text-ink">{label}</b>
          {lines.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
