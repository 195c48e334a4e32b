import { companyInitial } from "./company-initial";
import { joinClasses } from "./join-classes";

const SIZES = { md: "size-7 text-md", lg: "size-9 text-lg" };

type Props = { name: string; size?: keyof typeof SIZES };

/** A company's initial on its colour; decorative, its name stands beside it. */
export function Mark({ name, size = "md" }: Props) {
  return (
    <span
      aria-hidden="true"
      className={joinClasses(
        "inline-grid flex-none place-items-center rounded-md bg-accent font-semibold text-on-accent",
        SIZES[size],
      )}
    >
      {companyInitial(name)}
    </span>
  );
}
