import { Count } from "@/components/ui/count";
import { Icon } from "@/components/ui/icon";

import type { NavGroup } from "./nav-item";
import { NavLink } from "./nav-link";

type Props = { label: string; groups: readonly NavGroup[] };

/** The rail's links; below 1200 px only their icons show, with the words as title. */
export function RailNav({ label, groups }: Props) {
  return (
    <nav aria-label={label} className="grid grid-cols-[minmax(0,1fr)]">
      {groups.map((group) => (
        <div key={group.label ?? ""}>
          {group.label && (
            <p className="px-2 pt-4 pb-1 text-xs text-ink-3 max-xl:m-2 max-xl:h-px max-xl:overflow-hidden max-xl:bg-line-strong max-xl:p-0 max-xl:text-transparent">
              {group.label}
            </p>
          )}
          <ul className="grid gap-1">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink
                  href={item.href}
                  isExact={item.isExact}
                  title={item.label}
                  className="relative flex min-h-8.5 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 no-underline hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent max-xl:min-h-10 max-xl:justify-center max-xl:[&>svg]:size-5"
                >
                  <Icon name={item.icon} />
                  <span className="max-xl:sr-only">{item.label}</span>
                  {item.count && (
                    <Count
                      tone={item.count.tone}
                      label={item.count.label}
                      className="ml-auto max-xl:absolute max-xl:top-0 max-xl:right-0"
                    >
                      {item.count.value}
                    </Count>
                  )}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
