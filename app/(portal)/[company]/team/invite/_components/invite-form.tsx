import { zodResolver } from "@hookform/resolvers/zod";
import { startTransition, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import type * as z from "zod";

import { ProblemNote } from "@/components/form/problem-note";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { toFieldErrors } from "@/components/form/to-field-errors";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { type InviteForm as Fields, inviteFormSchema } from "@/lib/invitations/schema";
import type { ActionResult } from "@/lib/shared/problem";

import type { InviteChoices, InviteTexts } from "./invite-choices";
import { Options } from "./options";
import { type FieldError, sentence } from "./sentence";

type Props = InviteChoices & {
  company: string;
  teamHref: string;
  texts: InviteTexts;
  /** Of an uploaded list. */
  maxBytes: number;
  result: ActionResult<unknown> | null;
  submit: (form: FormData) => void;
  isPending: boolean;
};

type Errors = Partial<Record<keyof Fields | "list", FieldError>>;

/** Checks while typing where there is JavaScript, posts by itself where there is none. */
export function InviteForm({ company, teamHref, result, submit, isPending, ...props }: Props) {
  const { locale, roles, branches, staff, texts, maxBytes } = props;
  // The form takes a new object for new errors, and would forget its own at every render.
  const refused = useMemo(() => toFieldErrors<Fields>(result), [result]);
  const form = useForm<Fields, unknown, z.output<typeof inviteFormSchema>>({
    resolver: zodResolver(inviteFormSchema),
    errors: refused,
  });
  const [isTooLarge, setTooLarge] = useState(false);
  const errors: Errors = {
    ...form.formState.errors,
    ...(isTooLarge && { list: { message: "file-too-large" } }),
  };
  const problem = result === null || result.ok ? null : result.problem;
  const typed = result === null || result.ok ? {} : result.values;
  const { labels } = texts;
  const say = (error: FieldError | undefined) => sentence(error, texts.errors);

  const onSubmit = form.handleSubmit((_input, event) => {
    const data = new FormData(event?.target as HTMLFormElement);
    const file = data.get("list");
    const isOver = file instanceof File && file.size > maxBytes;
    setTooLarge(isOver);
    if (isOver) return;
    startTransition(() => {
      submit(data);
    });
  });

  return (
    <form
      action={submit}
      onSubmit={(event) => void onSubmit(event)}
      className="grid gap-4"
      noValidate={problem !== null}
    >
      {problem !== null && <ProblemNote problem={problem} referenceLabel={texts.reference} />}
      <input type="hidden" name="company" value={company} />
      <TextareaField
        id="addresses"
        label={labels["addresses"]}
        hint={labels["addressesHint"]}
        error={say(errors.addresses)}
        defaultValue={typed["addresses"]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={60_000}
        rows={3}
        {...form.register("addresses")}
      />
      <TextField
        id="list"
        name="list"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        label={labels["list"]}
        hint={labels["listHint"]}
        optional={texts.optional}
        error={say(errors.list)}
        className="py-1 file:mr-3 file:rounded-sm file:border file:border-line-strong file:bg-sunken file:px-2 file:py-1 file:text-sm read-only:bg-surface"
      />
      <RadioCards
        legend={labels["role"]}
        options={roles}
        columns={2}
        defaultValue={typed["role"] ?? "staff"}
        {...form.register("role")}
      />
      <SelectField
        id="branchId"
        label={labels["branch"]}
        hint={labels["branchHint"]}
        error={say(errors.branchId)}
        defaultValue={typed["branchId"]}
        {...form.register("branchId")}
      >
        <Options none={labels["noBranch"]} choices={branches} />
      </SelectField>
      <SelectField
        id="staffId"
        label={labels["staff"]}
        hint={labels["staffHint"]}
        optional={texts.optional}
        error={say(errors.staffId)}
        defaultValue={typed["staffId"]}
        {...form.register("staffId")}
      >
        <Options none={labels["noStaff"]} choices={staff} />
      </SelectField>
      <SelectField
        id="locale"
        label={labels["locale"]}
        error={say(errors.locale)}
        defaultValue={typed["locale"] ?? locale}
        {...form.register("locale")}
      >
        <option value="de">{texts.languages.de}</option>
        <option value="en">{texts.languages.en}</option>
      </SelectField>
      <TextareaField
        id="message"
        label={labels["message"]}
        optional={texts.optional}
        error={say(errors.message)}
        defaultValue={typed["message"]}
        maxLength={1000}
        rows={3}
        {...form.register("message")}
      />
      <ActionRow>
        <ButtonLink href={teamHref}>{labels["cancel"]}</ButtonLink>
        <SubmitButton pending={isPending} pendingLabel={labels["pending"] ?? ""}>
          {labels["submit"]}
        </SubmitButton>
      </ActionRow>
    </form>
  );
}
