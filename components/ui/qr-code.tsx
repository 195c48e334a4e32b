import { encode } from "uqr";

type Props = { text: string; label: string };

/** Drawn on the server, dark on white in either colour scheme: cameras need the contrast. */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { border: 3 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");

  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="bg-white w-full max-w-56 rounded-md border border-line"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
