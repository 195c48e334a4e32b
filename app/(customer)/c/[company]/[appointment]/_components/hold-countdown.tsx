"use client";

import { type ReactNode, useEffect, useState } from "react";

import { DockBar } from "@/components/ui/dock-bar";
import { HoldLine } from "@/components/ui/hold-line";

type Props = {
  secondsLeft: number;
  totalSeconds: number;
  texts: {
    held: string;
    /** Said without JavaScript: until when, on the clock. */
    heldUntil: string;
    /** Seconds left → what a screen reader says then, and only then. */
    announceAt: Record<number, string>;
    over: string;
  };
  children: ReactNode;
};

/** Counts down on the browser's monotonic clock, so that a wrong wall clock does not matter. */
export function HoldCountdown({ secondsLeft, totalSeconds, texts, children }: Props) {
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const startedAt = performance.now();
    const tick = () => {
      const passed = Math.floor((performance.now() - startedAt) / 1000);
      setLeft(Math.max(0, secondsLeft - passed));
    };
    tick();
    const timer = setInterval(tick, 1000);

    return () => {
      clearInterval(timer);
    };
  }, [secondsLeft]);

  return (
    <div>
      {left !== null && <DockBar left={left / Math.max(totalSeconds, secondsLeft)} />}
      <HoldLine action={left === 0 ? null : children}>
        {left === null ? texts.heldUntil : <TimeLeft left={left} texts={texts} />}
      </HoldLine>
      <span className="sr-only" role="status">
        {left === null ? "" : announcement(left, { secondsLeft, texts })}
      </span>
    </div>
  );
}

/** The last mark that was passed while the page was open; it changes, and is read out, only there. */
function announcement(
  left: number,
  { secondsLeft, texts }: Pick<Props, "secondsLeft" | "texts">,
): string {
  if (left === 0) return texts.over;
  const passed = Object.keys(texts.announceAt)
    .map(Number)
    .filter((mark) => left <= mark && mark < secondsLeft);

  return texts.announceAt[Math.min(...passed)] ?? "";
}

function TimeLeft({ left, texts }: { left: number; texts: Props["texts"] }) {
  if (left === 0) return texts.over;

  return (
    <>
      {texts.held}{" "}
      <b className="text-lg">
        {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
      </b>
    </>
  );
}
