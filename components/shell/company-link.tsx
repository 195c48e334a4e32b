import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Mark } from "@/components/ui/mark";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

export type CompanyLinkProps = {
  name: string;
  /** Where another company can be chosen; absent for who has only one. */
  switchHref?: string | undefined;
  switchLabel: string;
};

/** Which company this is, and the way to another one. */
export function CompanyLink({ name, switchHref, switchLabel }: CompanyLinkProps) {
  const classes =
    "flex min-h-11 min-w-0 items-center gap-2 rounded-md font-semibold text-inherit no-underline lg:mb-2 lg:p-2 lg:max-xl:justify-center";
  const content = (
    <>
      <Mark name={name} />
      <span className="min-w-0 truncate lg:max-xl:sr-only">{name}</span>
    </>
  );
  if (switchHref === undefined) return <span className={classes}>{content}</span>;

  return (
    <Link href={switchHref} className={`${classes} hover:bg-hover hover:text-inherit`}>
      {content}
      <Icon name="updown" className="ml-auto text-ink-3 lg:max-xl:hidden" />
      <VisuallyHidden>, {switchLabel}</VisuallyHidden>
    </Link>
  );
}
