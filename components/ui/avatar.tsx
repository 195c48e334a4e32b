type Props = { name: string; label?: string };

/** The initials of a name. Decorative beside it; with a label it stands for it. */
export function Avatar({ name, label }: Props) {
  const words = name.trim().split(/\s+/);
  const first = words.at(0)?.at(0) ?? "";
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? "") : "";

  return (
    <span
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      className="inline-grid size-7 flex-none place-items-center rounded-full bg-hover text-2xs font-semibold text-ink-2"
    >
      {(first + last).toUpperCase()}
    </span>
  );
}
