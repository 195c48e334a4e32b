type Props = { text: string; part: string };

/** A translated sentence with the part that matters in bold. */
export function MailEmphasis({ text, part }: Props) {
  const start = text.indexOf(part);
  if (start < 0) return text;

  return (
    <>
      {text.slice(0, start)}
      <b>{part}</b>
      {text.slice(start + part.length)}
    </>
  );
}
