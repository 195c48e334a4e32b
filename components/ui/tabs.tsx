import { Count, type CountTone } from "./count";
import { Link } from "./link";

type Tab = {
  href: string;
  label: string;
  isCurrent: boolean;
  count?: number;
  countTone?: CountTone;
};

/** Links, not an ARIA tab list: each tab has an address and works without JavaScript. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line px-4">
      <ul className="flex gap-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.isCurrent ? "page" : undefined}
              className="inline-flex min-h-10 items-center gap-2 border-b-2 border-transparent font-medium whitespace-nowrap text-ink-2 no-underline hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink max-lg:min-h-11"
            >
              {tab.label}
              {tab.count !== undefined && <Count tone={tab.countTone}>{tab.count}</Count>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
