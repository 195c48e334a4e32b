type Props = { value: string; children: string };

/** An amount that never breaks between number and currency; value is the plain number. */
export function Money({ value, children }: Props) {
  return (
    <data value={value} className="whitespace-nowrap">
      {children}
    </data>
  );
}
