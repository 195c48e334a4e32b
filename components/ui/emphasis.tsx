/** A sentence of the messages with its *important* part set off: messages hold no markup. */
export function Emphasis({ children }: { children: string }) {
  return children
    .split("*")
    .map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part));
}
