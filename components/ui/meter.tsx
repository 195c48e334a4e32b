const TONES = { accent: "fill-accent", info: "fill-info", warn: "fill-warn", bad: "fill-bad" };

type Props = { label: string; value: string; share: number; tone?: keyof typeof TONES };

/** A share from 0 to 1 as a bar, with its words above it. */
export function Meter({ label, value, share, tone = "accent" }: Props) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;

  return (
    <div className="grid gap-1">
      <span className="flex justify-between gap-3">
        <span>{label}</span>
        <span className="text-ink-2">{value}</span>
      </span>
      <svg aria-hidden="true" className="block h-1.5 w-full rounded-full bg-hover">
        <rect width={width} height="100%" rx="3" className={TONES[tone]} />
      </svg>
    </div>
  );
}
