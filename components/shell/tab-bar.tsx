import { Icon } from "@/components/ui/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

import type { NavItem } from "./nav-item";
import { NavLink } from "./nav-link";

type Props = { label: string; items: readonly NavItem[] };

/** At most five places at the bottom of a small screen; a count shows as a dot and is said in words. */
export function TabBar({ label, items }: Props) {
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-line-strong bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items.map((item) => (
        <NavLink
          key={item.href}
          href={item.href}
          isExact={item.isExact}
          className="relative grid min-h-14 min-w-0 content-center justify-items-center gap-0.5 text-2xs font-medium text-ink-2 no-underline focus-visible:-outline-offset-3 aria-[current=page]:text-accent aria-[current=page]:before:absolute aria-[current=page]:before:top-0 aria-[current=page]:before:h-0.5 aria-[current=page]:before:w-8 aria-[current=page]:before:bg-accent"
        >
          <Icon name={item.icon} size="lg" />
          <span className="max-w-full truncate px-0.5">{item.label}</span>
          {item.count && (
            <>
              <span
                aria-hidden="true"
                className="absolute top-2 left-[calc(50%+0.5rem)] size-2 rounded-full bg-bad-fill"
              />
              <VisuallyHidden>
                , {item.count.value} {item.count.label}
              </VisuallyHidden>
            </>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
