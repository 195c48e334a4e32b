import type { ReactNode } from "react";

type Props = {
  label: string;
  oldLabel: string;
  oldTime: string;
  newLabel: string;
  newDay: string;
  newTime: string;
  newDateTime: string;
  /** Said only when the reader's clock and the venue's differ. */
  newZone?: string | undefined;
  children?: ReactNode;
};

/** The appointment as it was and as it will be; children are a LineList. */
export function Swap({ label, oldLabel, oldTime, newLabel, ...props }: Props) {
  const { newDay, newTime, newDateTime, newZone, children } = props;

  return (
    <section
      aria-label={label}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="border-b border-line bg-sunken p-4 text-ink-2">
        <p className="text-note">{oldLabel}</p>
        <s>{oldTime}</s>
      </div>
      <div className="p-4">
        <p className="text-note text-ink-2">{newLabel}</p>
        <h2>
          <time dateTime={newDateTime}>
            <span className="block text-xl font-medium">{newDay} </span>
            <span className="block text-3xl font-semibold">{newTime}</span>
          </time>
        </h2>
        {newZone && <p className="text-note text-ink-2">{newZone}</p>}
      </div>
      {children}
    </section>
  );
}
