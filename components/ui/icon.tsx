import { ICON_PATHS, type IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

const SIZES = {
  xs: "size-3 stroke-2",
  sm: "size-3.5 stroke-2",
  md: "size-4 stroke-[1.75]",
  lg: "size-5 stroke-[1.75]",
};

type Props = { name: IconName; size?: keyof typeof SIZES; className?: string };

/** Decorative by rule: the word beside it, or a VisuallyHidden one, carries the meaning. */
export function Icon({ name, size = "md", className }: Props) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={joinClasses("icon", SIZES[size], className)}
    >
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
