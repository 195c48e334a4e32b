"use client";

import { useRefusal } from "@/components/form/action-form";
import { Quote } from "@/components/ui/quote";

type Props = { seen: string; label: string };

/**
 * Which note the member was looking at. When a colleague was faster, theirs is shown, and saving
 * again is a decision made in its knowledge.
 */
export function TheirNote({ seen, label }: Props) {
  const { details } = useRefusal();
  const theirs = theirNote(details);

  return (
    <>
      <input type="hidden" name="seenNotes" value={theirs ?? seen} />
      {theirs !== undefined && theirs !== "" && (
        <div role="status">
          <p className="font-medium">{label}</p>
          <Quote>{theirs}</Quote>
        </div>
      )}
    </>
  );
}

function theirNote(details: unknown): string | undefined {
  if (typeof details !== "object" || details === null || !("notes" in details)) return undefined;

  return typeof details.notes === "string" ? details.notes : undefined;
}
