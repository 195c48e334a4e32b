/** What input, textarea and select share. Below 1024 px 16 px type, or iOS zooms in on focus. */
export const CONTROL_CLASSES =
  "w-full min-w-0 min-h-control rounded-md border px-3 text-body max-lg:text-lg " +
  "focus-visible:rounded-md focus-visible:border-accent focus-visible:outline-offset-0 " +
  "aria-invalid:border-bad aria-invalid:inset-ring aria-invalid:inset-ring-bad " +
  "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3";

/** How a control looks while nothing about it is special. */
export const CONTROL_AT_REST = "border-field-line bg-surface";
