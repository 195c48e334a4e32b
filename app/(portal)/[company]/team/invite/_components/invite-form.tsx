"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { startTransition, useActionState, useMemo } from "react";
import { useForm } from "react-hook-form";

import { ProblemNote } from "@/components/form/problem-note";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { toFieldErrors } from "@/components/form/to-field-errors";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Invite, type InviteForm as Fields, inviteSchema } from "@/lib/invitations/schema";
import type { Locale } from "@/lib/shared/schema";
import type { Team } from "@/lib/team/schema";
import type { Role } from "@/lib/tenancy/roles";

import { inviteAction } from "../actions";
import { Options } from "./options";
import { type FieldError, sentence } from "./sentence";

export type InviteTexts = {
  labels: Record<string, string>;
  errors: Record<string, string>;
  languages: Record<Locale, string>;
  optional: string;
  reference: string;
};

type Props = {
  company: string;
  cancelHref: string;
  locale: Locale;
  roles: readonly { value: Role; label: string; hint: string }[];
  texts: InviteTexts;
} & Team["choices"];

/** Checks while typing where there is JavaScript, posts by itself where there is none. */
export function InviteForm({ company, cancelHref, locale, roles, branches, staff, texts }: Props) {
  const [result, submit, isPending] = useActionState(inviteAction, null);
  // The form takes a new object for new errors, and would forget its own at every render.
  const refused = useMemo(() => toFieldErrors<Fields>(result), [result]);
  const form = useForm<Fields, unknown, Invite>({
    resolver: zodResolver(inviteSchema),
    errors: refused,
  });
  const { errors } = form.formState;
  const problem = result === null || result.ok ? null : result.problem;
  const typed = result === null || result.ok ? {} : result.values;
  const { labels } = texts;
  const say = (error: FieldError | undefined) => sentence(error, texts.errors);

  const onSubmit = form.handleSubmit((_input, event) => {
    startTransition(() => {
      submit(new FormData(event?.target as HTMLFormElement));
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
      <TextField
        id="email"
        type="email"
        label={labels["email"]}
        error={say(errors.email)}
        defaultValue={typed["email"]}
        autoComplete="off"
        required
        {...form.register("email")}
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
        <ButtonLink href={cancelHref}>{labels["cancel"]}</ButtonLink>
        <SubmitButton pending={isPending} pendingLabel={labels["pending"] ?? ""}>
          {labels["submit"]}
        </SubmitButton>
      </ActionRow>
    </form>
  );
}
