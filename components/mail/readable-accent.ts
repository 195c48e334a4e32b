type Lightness = (lightness: number, chroma: number) => readonly [number, number];

const ON_LIGHT: Lightness = (lightness, chroma) => [Math.min(lightness, 0.46), chroma];
const ON_DARK: Lightness = (lightness, chroma) => [
  Math.max(lightness, 0.8),
  Math.min(chroma, 0.07),
];

/**
 * A company's colour (#rrggbb) as white text may stand on it, and as dark text may: the same OKLCH
 * limits as in app/globals.css, worked out here because mail programs know neither OKLCH nor variables.
 */
export function readableAccent(colour: string): { light: string; dark: string } {
  return { light: limit(colour, ON_LIGHT), dark: limit(colour, ON_DARK) };
}

function limit(colour: string, lightness: Lightness): string {
  const [l, a, b] = toOklab(colour);
  const chroma = Math.hypot(a, b);
  const [limited, wanted] = lightness(l, chroma);

  // Out of gamut the hue stays and the colour gets greyer, step by step; grey is always in gamut.
  for (let share = 1; share > 0; share -= 0.02) {
    const scale = chroma === 0 ? 0 : (wanted / chroma) * share;
    const rgb = toLinearRgb(limited, a * scale, b * scale);
    if (rgb.every((value) => value > -0.001 && value < 1.001)) return toHex(rgb);
  }

  return toHex(toLinearRgb(limited, 0, 0));
}

function toOklab(colour: string): [number, number, number] {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;

    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [channel(1), channel(3), channel(5)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toLinearRgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;

  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toHex(rgb: readonly number[]): string {
  const channels = rgb.map((value) => {
    const limited = Math.min(1, Math.max(0, value));
    const encoded = limited <= 0.0031308 ? limited * 12.92 : 1.055 * limited ** (1 / 2.4) - 0.055;

    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, "0");
  });

  return `#${channels.join("")}`;
}
