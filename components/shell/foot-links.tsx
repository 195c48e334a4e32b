export type FootLink = { href: string; label: string };

export function FootLinks({ links }: { links: readonly FootLink[] }) {
  return links.map(({ href, label }) => (
    <a key={href} href={href} className="inline-flex min-h-11 items-center text-inherit">
      {label}
    </a>
  ));
}
