import type { ReactNode } from "react";

type Props = {
  legend: string;
  /** "übermorgen", "in 4 Tagen". */
  distance?: string;
  children: ReactNode;
};

/** One day's free times; children are SlotRadio. */
export function SlotDay({ legend, distance, children }: Props) {
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-3 flex w-full items-baseline justify-between gap-3 font-semibold">
        {legend}
        {distance && <span className="text-note font-normal text-ink-2">{distance}</span>}
      </legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(max(6rem,calc((100%-1rem)/3)),1fr))] gap-2">
        {children}
      </div>
    </fieldset>
  );
}
