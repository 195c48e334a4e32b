type Props = { none: string | undefined; choices: readonly { id: string; name: string }[] };

/** The options of a choice that may stay open. */
export function Options({ none, choices }: Props) {
  return (
    <>
      <option value="">{none}</option>
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}
