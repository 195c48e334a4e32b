import { Mark } from "@/components/ui/mark";

/** The company's mark and name at the top of a customer or entrance page. */
export function Brand({ name, href }: { name: string; href?: string | undefined }) {
  const classes =
    "inline-flex min-h-11 min-w-0 items-center gap-3 text-lg font-semibold text-inherit no-underline hover:text-inherit";
  const content = (
    <>
      <Mark name={name} size="lg" />
      <span className="min-w-0 wrap-break-word">{name}</span>
    </>
  );

  return href === undefined ? (
    <span className={classes}>{content}</span>
  ) : (
    <a href={href} className={classes}>
      {content}
    </a>
  );
}
