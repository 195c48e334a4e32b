/** How much of a hold is left, 0 to 1, on the dock's upper edge; the time is said in words beside it. */
export function DockBar({ left }: { left: number }) {
  return (
    <svg
      aria-hidden="true"
      className="absolute -top-0.5 left-1/2 block h-0.75 w-[min(32rem,100%-2rem)] -translate-x-1/2 bg-info-line"
    >
      <rect width={`${Math.round(left * 100)}%`} height="100%" className="fill-info" />
    </svg>
  );
}
