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
  const [announcement, setAnnouncement] = useState("");

  useEffect(() => {
    const startedAt = performance.now();
    const tick = () => {
      const seconds = Math.max(0, secondsLeft - Math.floor((performance.now() - startedAt) / 1000));
      setLeft(seconds);
      const words = seconds === 0 ? texts.over : texts.announceAt[seconds];
      if (words !== undefined) setAnnouncement(words);
    };
    tick();
    const timer = setInterval(tick, 1000);

    return () => {
      clearInterval(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- texts are the same words in every render
  }, [secondsLeft]);

  return (
    <div>
      {left !== null && <DockBar left={left / Math.max(totalSeconds, secondsLeft)} />}
      <HoldLine action={left === 0 ? null : children}>
        {left === null ? texts.heldUntil : <TimeLeft left={left} texts={texts} />}
      </HoldLine>
      <span className="sr-only" role="status">
        {announcement}
      </span>
    </div>
  );
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
