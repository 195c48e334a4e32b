import { joinClasses } from "./join-classes";

const COLOURS = {
  accent: "bg-accent",
  teal: "bg-service-teal",
  blue: "bg-service-blue",
  violet: "bg-service-violet",
  rose: "bg-service-rose",
  amber: "bg-service-amber",
  green: "bg-service-green",
  slate: "bg-service-slate",
};

/** Beside a name that says the same: a colour is never the only sign. */
export function ColourDot({ colour }: { colour: keyof typeof COLOURS }) {
  return (
    <span
      aria-hidden="true"
      className={joinClasses("inline-block size-3 flex-none rounded-full", COLOURS[colour])}
    />
  );
}
