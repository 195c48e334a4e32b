import { Button } from "./button";
import { ButtonLink } from "./button-link";

type Step = { label: string; href: string | null };

type Props = { label: string; summary: string; previous: Step; next: Step };

export function Pager({ label, summary, previous, next }: Props) {
  return (
    <nav
      aria-label={label}
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 text-sm text-ink-2"
    >
      <span>{summary}</span>
      <span className="flex gap-2">
        {[previous, next].map((step) =>
          step.href === null ? (
            <Button key={step.label} size="sm" disabled>
              {step.label}
            </Button>
          ) : (
            <ButtonLink key={step.label} size="sm" href={step.href}>
              {step.label}
            </ButtonLink>
          ),
        )}
      </span>
    </nav>
  );
}
