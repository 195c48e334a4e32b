import { joinClasses } from "./join-classes";

const VARIANTS = {
  primary:
    "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong hover:text-on-accent",
  secondary:
    "border-line-strong bg-surface text-ink hover:bg-hover hover:text-ink active:border-field-line",
  ghost: "border-transparent text-ink-2 hover:bg-hover hover:text-ink",
  link: "border-transparent text-accent hover:bg-hover hover:text-accent-strong",
  danger:
    "border-line-strong bg-surface text-bad hover:border-bad-line hover:bg-bad-soft hover:text-bad",
  dangerFill:
    "border-bad-fill bg-bad-fill text-on-bad hover:border-bad hover:bg-bad hover:text-on-bad",
};

const SIZES = {
  md: "min-h-control px-control-pad text-body whitespace-nowrap",
  sm: "min-h-control-sm px-2.5 text-note whitespace-nowrap max-lg:px-3",
  block: "min-h-control w-full px-control-pad py-1 text-center text-body",
  icon: "size-control",
  iconSm: "size-control-sm",
};

export type ButtonLook = {
  variant?: keyof typeof VARIANTS | undefined;
  size?: keyof typeof SIZES | undefined;
};

/** How anything that looks like a button looks; an icon size needs a VisuallyHidden name inside. */
export function buttonClasses(
  { variant = "secondary", size = "md" }: ButtonLook,
  className?: string,
): string {
  return joinClasses(
    "inline-flex items-center justify-center gap-2 rounded-control border font-medium no-underline transition-colors duration-100",
    "focus-visible:rounded-control aria-busy:cursor-progress",
    "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
