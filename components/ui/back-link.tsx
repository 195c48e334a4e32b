import { Icon } from "./icon";

type Props = { href: string; children: string; arrow?: boolean };

/** A plain link, so that customer pages ship no router. */
export function BackLink({ href, children, arrow = true }: Props) {
  return (
    <a
      href={href}
      className="inline-flex min-h-11 items-center gap-1 justify-self-start text-md text-ink-2 no-underline hover:text-ink hover:underline"
    >
      {arrow && <Icon name="arrow-left" />}
      {children}
    </a>
  );
}
