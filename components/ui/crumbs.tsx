import { Icon } from "./icon";
import { Link } from "./link";

type Props = { label: string; trail: readonly { href: string; label: string }[]; current: string };

export function Crumbs({ label, trail, current }: Props) {
  return (
    <nav aria-label={label} className="mb-2 text-sm text-ink-2 max-lg:mb-0">
      <ol className="flex flex-wrap items-center gap-2">
        {trail.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-2">
            <Link
              href={crumb.href}
              className="text-inherit no-underline hover:text-ink hover:underline max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
            >
              {crumb.label}
            </Link>
            <Icon name="chevron-right" size="xs" className="text-ink-3" />
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
