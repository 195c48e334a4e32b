type Props = { href?: string; children: string };

export function SkipLink({ href = "#content", children }: Props) {
  return (
    <a
      href={href}
      className="fixed -top-16 left-3 z-60 rounded-md border border-line-strong bg-surface px-4 py-3 focus:top-3"
    >
      {children}
    </a>
  );
}
