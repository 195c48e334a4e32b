/** "Salon Morgenlicht" is an M: what kind of business it is says less than its own name. */
export function companyInitial(name: string): string {
  const words = name.trim().split(/\s+/);
  const own = words.length > 1 ? words.slice(1).find((word) => /^\p{Lu}/u.test(word)) : undefined;

  return (own ?? words[0] ?? "").slice(0, 1).toUpperCase();
}
