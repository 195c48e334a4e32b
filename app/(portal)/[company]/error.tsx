"use client";

import { useSyncExternalStore } from "react";

import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { Locale } from "@/lib/shared/schema";

/** The one page whose texts cannot come from the server: it stands in where the server failed. */
const WORDS = {
  de: {
    title: "Da ist bei uns etwas schiefgegangen",
    text: "Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.",
    reference: "Kennung für Rückfragen",
    retry: "Noch einmal laden",
  },
  en: {
    title: "Something went wrong on our side",
    text: "Nothing was changed. Please try again.",
    reference: "Reference",
    retry: "Load again",
  },
};

const nothingToWatch = () => () => undefined;
const pageLanguage = (): Locale => (document.documentElement.lang === "en" ? "en" : "de");

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function PortalError({ error, reset }: Props) {
  const words = WORDS[useSyncExternalStore(nothingToWatch, pageLanguage, (): Locale => "de")];

  return (
    <div role="alert">
      <Empty
        icon="alert"
        tone="bad"
        level="h1"
        title={words.title}
        actions={<Button onClick={reset}>{words.retry}</Button>}
      >
        <p>{words.text}</p>
        {error.digest !== undefined && (
          <p className="mt-2 text-note">
            {words.reference}: {error.digest}
          </p>
        )}
      </Empty>
    </div>
  );
}
