import type { Say } from "./when-text";

/** The first that matches counts: Edge also calls itself Chrome, and every iPhone a Mac. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Firefox|FxiOS", "Firefox"],
  ["Chrome|CriOS", "Chrome"],
  ["Safari", "Safari"],
] as const;

const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X|Macintosh", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** `Safari auf iPhone`: a device as a person would name it, or nothing where it says too little. */
export function deviceText(userAgent: string | null, appointments: Say): string | null {
  if (userAgent === null) return null;
  const find = (known: readonly (readonly [string, string])[]) =>
    known.find(([pattern]) => new RegExp(pattern).test(userAgent))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);

  return browser === undefined || system === undefined
    ? (browser ?? system ?? null)
    : appointments("timeline.device", { browser, system });
}
