import { joinClasses } from "./join-classes";

const SHAPES = {
  line: "h-3 w-full",
  short: "h-3 w-1/2",
  title: "h-6 w-72 max-w-full",
  control: "h-control w-full rounded-control",
  stat: "h-24 w-full rounded-lg",
};

/** Keeps the size of what comes; put it inside SkeletonRegion so that loading is said once. */
export function Skeleton({ shape = "line" }: { shape?: keyof typeof SHAPES }) {
  return (
    <span
      aria-hidden="true"
      className={joinClasses("block animate-breathe rounded-sm bg-hover", SHAPES[shape])}
    />
  );
}
