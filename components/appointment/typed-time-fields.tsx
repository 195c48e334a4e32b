import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";

type Props = {
  t: (key: string) => string;
  /** Of the venue: it is its clock that shows the time. */
  timeZone: string;
  staff: readonly { id: string; name: string }[];
  chosen?: string | undefined;
};

/** A day, a time and a person, typed and chosen instead of taken from a list. */
export function TypedTimeFields({ t, timeZone, staff, chosen }: Props) {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      <input type="hidden" name="timeZone" value={timeZone} />
      <KeptTextField type="date" name="day" label={t("typed.day")} required />
      <KeptTextField type="time" name="time" label={t("typed.time")} required />
      <KeptSelectField name="staffId" label={t("typed.who")} defaultValue={chosen ?? ""}>
        {staff.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </KeptSelectField>
    </div>
  );
}
