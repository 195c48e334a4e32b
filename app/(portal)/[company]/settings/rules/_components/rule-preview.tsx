"use client";

import { useEffect, useRef, useState } from "react";

import { previewRuleAction } from "../actions";

/** Long enough for a number to be typed to its end. */
const PAUSE_MS = 300;

function isChanged(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll("input")].some(
    ({ value, defaultValue }) => value !== defaultValue,
  );
}

type Props = { sentences: readonly string[] };

/** What the rule means while it is being typed; without JavaScript a button says it. */
export function RulePreview({ sentences }: Props) {
  const [shown, setShown] = useState(sentences);
  const here = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const form = here.current?.closest("form");
    if (!form) return;
    let timer: number | undefined;
    let asked = 0;
    const ask = async () => {
      asked += 1;
      const mine = asked;
      const result = await previewRuleAction(null, new FormData(form));
      // Only the newest answer counts, and what cannot be read says nothing new.
      if (mine === asked && result.ok) setShown(result.data);
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void ask(), PAUSE_MS);
    };
    form.addEventListener("input", soon);
    // What was typed before this script had come is said, too.
    if (isChanged(form)) soon();

    return () => {
      form.removeEventListener("input", soon);
      window.clearTimeout(timer);
    };
  }, []);

  return (
    <ul ref={here} aria-live="polite" className="grid list-disc gap-1 pl-5">
      {shown.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
