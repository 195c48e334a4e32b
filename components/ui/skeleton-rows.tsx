import { Skeleton } from "./skeleton";

/** As tall as a table of that many rows. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-hidden="true" className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="grid h-13 grid-cols-[1fr_3fr_1fr] items-center gap-6 px-4">
          <Skeleton />
          <Skeleton shape={row % 2 === 0 ? "line" : "short"} />
          <Skeleton />
        </div>
      ))}
    </div>
  );
}
