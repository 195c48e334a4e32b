// A .tsx, because Tailwind reads the classes of no other files in app/.
const COLOURS: Record<string, string> = {
  accent: "border-l-accent bg-accent/10",
  teal: "border-l-service-teal bg-service-teal/10",
  blue: "border-l-service-blue bg-service-blue/10",
  violet: "border-l-service-violet bg-service-violet/10",
  rose: "border-l-service-rose bg-service-rose/10",
  amber: "border-l-service-amber bg-service-amber/10",
  green: "border-l-service-green bg-service-green/10",
  slate: "border-l-service-slate bg-service-slate/10",
};

/** The colour that a service has chosen; its name stands beside it. */
export function colourClasses(colour: string): string {
  return COLOURS[colour] ?? "border-l-accent bg-accent/10";
}
