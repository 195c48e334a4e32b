import type { MailDay } from "@/lib/delivery/service/get-mail-overview";

const DAYS = 30;
const TOP = 12;
const BOTTOM = 28;
const GAP = 8;
const MOST_LINES = 4;

const width = 960;
const height = 190;
const left = 44;

/** The chart's room, in the units of its viewBox. */
export const CHART = { width, height, left, step: (width - left) / DAYS };

/** The next round number (1, 2 or 5 times a power of ten) that makes at most four lines. */
function stepFor(most: number): number {
  const rough = Math.max(1, most / MOST_LINES);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;

  return Math.max(1, factor * power);
}

function scaleFor(most: number): { top: number; toHeight: (count: number) => number } {
  const step = stepFor(most);
  const top = Math.max(step, Math.ceil(most / step) * step);

  return { top, toHeight: (count) => (count / top) * (height - TOP - BOTTOM) };
}

export function gridLines(most: number): { value: number; y: number }[] {
  const step = stepFor(most);
  const { top, toHeight } = scaleFor(most);

  return Array.from({ length: top / step + 1 }, (_none, index) => {
    const value = index * step;

    return { value, y: height - BOTTOM - toHeight(value) };
  });
}

type Bar = {
  series: "delivered" | "sent" | "bad";
  x: number;
  y: number;
  width: number;
  height: number;
};

/** A day's bar from the ground up: what arrived, what was handed over, what did not arrive. */
export function bars(day: MailDay, { index, most }: { index: number; most: number }): Bar[] {
  const { toHeight } = scaleFor(most);
  let ground = height - BOTTOM;

  return (["delivered", "sent", "bad"] as const).flatMap((series) => {
    if (day[series] === 0) return [];
    // A single one among thousands is still to be seen.
    const tall = Math.max(2, toHeight(day[series]));
    ground -= tall;

    return [
      {
        series,
        x: left + index * CHART.step + GAP / 2,
        y: ground,
        width: CHART.step - GAP,
        height: tall,
      },
    ];
  });
}
