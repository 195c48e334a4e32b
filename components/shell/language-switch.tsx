import { VisuallyHidden } from "@/components/ui/visually-hidden";

const LANGUAGES = [
  { locale: "de", short: "DE", name: "Deutsch" },
  { locale: "en", short: "EN", name: "English" },
] as const;

export type LanguageChoice = {
  /** The navigation's name in the page's language: "Sprache". */
  label: string;
  locale: "de" | "en";
  /** The path the switch comes back to. */
  returnTo: string;
};

/** A form, so the choice is a POST that works without JavaScript. */
export function LanguageSwitch({ label, locale: current, returnTo }: LanguageChoice) {
  return (
    <form method="post" action="/api/locale" aria-label={label} className="flex text-md">
      <input type="hidden" name="returnTo" value={returnTo} />
      {LANGUAGES.map(({ locale, short, name }) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === current ? "true" : undefined}
          className="inline-grid min-h-11 min-w-11 place-items-center rounded-md text-ink-2 decoration-accent decoration-2 underline-offset-6 hover:text-ink aria-[current=true]:font-semibold aria-[current=true]:text-ink aria-[current=true]:underline"
        >
          <span>
            {short}
            <VisuallyHidden> {name}</VisuallyHidden>
          </span>
        </button>
      ))}
    </form>
  );
}
