import type { CSSProperties } from "react";

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const text = (weight: number, size: number, line: number): CSSProperties => ({
  margin: 0,
  fontFamily: FONT,
  fontWeight: weight,
  fontSize: `${size}px`,
  lineHeight: `${line}px`,
});

/** The light values stand inline, where every mail program reads them; DARK_STYLES overrides by class. */
export const MAIL = {
  ground: "#f4f3f0",
  surface: "#ffffff",
  line: "#e6e4df",
  fieldLine: "#87837a",
  ink: "#1c1b19",
  ink2: "#4f4c46",
  ink3: "#66625a",
} as const;

export const MAIL_TEXT = {
  title: { ...text(600, 24, 30), color: MAIL.ink },
  body: { ...text(400, 16, 24), color: MAIL.ink },
  detail: { ...text(400, 15, 22), color: MAIL.ink },
  quiet: { ...text(400, 15, 22), color: MAIL.ink2 },
  note: { ...text(400, 13, 20), color: MAIL.ink2 },
  day: { ...text(500, 18, 24), color: MAIL.ink },
  time: { ...text(600, 30, 36), color: MAIL.ink },
  button: text(600, 16, 20),
  name: { ...text(600, 16, 24), color: MAIL.ink },
} satisfies Record<string, CSSProperties>;

/** Dark by media query, and for Outlook's apps by its own attribute; narrow screens get less padding. */
export function mailStyles(accent: { light: string; dark: string }): string {
  const dark = [
    [".bg", "background-color: #131312"],
    [".card", "background-color: #1b1b19; border-color: #34332f"],
    [".soft", "background-color: #232320"],
    [".ink", "color: #f2f1ed"],
    [".ink2", "color: #bdbab1"],
    [".rule", "border-color: #34332f"],
    [
      ".btn, .mark",
      `background-color: ${accent.dark}; border-color: ${accent.dark}; color: #1a1519`,
    ],
    [".btn2", "border-color: #7f7b72; color: #f2f1ed"],
    [".link", `color: ${accent.dark}`],
  ].map(([selector, rules]) => [selector, (rules ?? "").replaceAll(/(;|$)/g, " !important$1")]);
  const inDark = (prefix: string) =>
    dark
      .map(([selector, rules]) => {
        const scoped = (selector ?? "").split(", ").map((one) => `${prefix}${one}`);

        return `${scoped.join(", ")} { ${rules ?? ""} }`;
      })
      .join("\n");

  return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; }
.link { color: ${accent.light}; }
@media (prefers-color-scheme: dark) {
${inDark("")}
}
${inDark("[data-ogsc] ")}
@media (max-width: 600px) {
.pad { padding-left: 20px !important; padding-right: 20px !important; }
.half { display: block !important; width: 100% !important; box-sizing: border-box !important; padding: 0 0 12px 0 !important; }
.outer { padding: 12px 8px 32px !important; }
}`;
}
