import { Link } from "./link";

type Props = {
  label: string;
  items: readonly { href: string; label: string; isCurrent: boolean }[];
};

/** The same bar as Segmented for views that have an address of their own. */
export function SegmentedLinks({ label, items }: Props) {
  return (
    <nav
      aria-label={label}
      className="inline-flex gap-0.5 justify-self-start rounded-md border border-line-strong bg-sunken p-0.5"
    >
      {items.map(({ href, label: text, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? "page" : undefined}
          className="inline-flex min-h-[calc(var(--control)-6px)] items-center rounded-sm px-3 font-medium text-ink-2 no-underline hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:ring aria-[current=page]:ring-line-strong max-lg:min-h-control"
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
