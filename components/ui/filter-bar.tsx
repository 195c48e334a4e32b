import type { ReactNode } from "react";

type Props = {
  label: string;
  action: string;
  search?: ReactNode;
  /** What is searched for has a line of its own, above the choices. */
  isLong?: boolean;
  children: ReactNode;
};

/** A GET form: filters live in the address and work without JavaScript. On a phone they scroll sideways inside the bar, and the button stays in sight. */
export function FilterBar({ label, action, search, isLong = false, children }: Props) {
  return (
    <form
      role="search"
      aria-label={label}
      action={action}
      className={`flex flex-wrap items-start gap-2 ${isLong ? "" : "xl:flex-nowrap"}`}
    >
      {search && (
        <div
          className={
            isLong
              ? "flex basis-full flex-wrap gap-2"
              : "max-w-88 flex-[1_1_10rem] max-lg:max-w-none max-lg:basis-full"
          }
        >
          {search}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2 max-lg:-mx-4 max-lg:w-[calc(100%+2rem)] max-lg:scroll-pe-32 max-lg:flex-nowrap max-lg:overflow-x-auto max-lg:px-4 max-lg:py-0.5 max-lg:[&>button]:sticky max-lg:[&>button]:right-0 max-lg:[&>button]:shadow-[1rem_0_0_var(--color-ground),-0.5rem_0_0_var(--color-ground)]">
        {children}
      </div>
    </form>
  );
}
