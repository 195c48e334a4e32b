"use client";

import { useActionState, useState } from "react";

import { ProblemNote } from "@/components/form/problem-note";
import { ActionRow } from "@/components/ui/action-row";
import { Button } from "@/components/ui/button";
import { Change } from "@/components/ui/change";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import type { Reader } from "@/lib/shared/format";
import type { ActionResult, Problem } from "@/lib/shared/problem";

import { type DropWords, filled, refusalOf, whenOf, type Wish } from "./drop-words";
import { WaysOut } from "./ways-out";

export type DropAction = (
  previous: unknown,
  form: FormData,
) => Promise<ActionResult<{ version: number }>>;

type Props = {
  wish: Wish;
  action: DropAction;
  company: string;
  /** The address of the appointment. */
  href: string;
  reader: Reader;
  words: DropWords;
  mayOverride: boolean;
  onWish: (wish: Wish) => void;
  onMoved: (moved: { version: number; notify: string }) => void;
  onClose: () => void;
};

const PASSED_WITH_REASON = ["reason-required", "outside-opening-hours", "too-far-ahead"];

/** Asks before anything is saved, and says here what stands against it. */
export function DropDialog(props: Props) {
  const { wish, action, company, reader, words, mayOverride, onMoved, onClose } = props;
  const { event, startsAt, staff } = wish;
  const [reason, setReason] = useState("");
  const [isTold, setIsTold] = useState(event.customer.hasEmail);
  const notify = isTold ? "yes" : "no";
  const [problem, submit] = useActionState<Problem | null, FormData>(async (_problem, form) => {
    const result = await action(null, form);
    if (!result.ok) return result.problem;
    onMoved({ ...result.data, notify });

    return null;
  }, null);
  const isHelpedByReason =
    mayOverride && problem !== null && PASSED_WITH_REASON.includes(problem.code);
  const { name, hasEmail } = event.customer;

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form action={submit} className="grid gap-4">
        {problem !== null && (
          <ProblemNote
            problem={refusalOf({ problem, wish }, { reader, words })}
            referenceLabel={words.reference}
            actions={<WaysOut {...props} problem={problem} />}
          />
        )}
        <div className="grid gap-1">
          <p>
            {name}, {event.service}
          </p>
          <Change
            fromLabel={words.before}
            toLabel={words.after}
            from={whenOf({ event, startsAt: event.startsAt }, { reader, words })}
            to={whenOf(wish, { reader, words })}
          />
          <p className="text-ink-2">{filled(words.with, { staff: staff.name })}</p>
        </div>
        {Object.entries({
          company,
          appointmentId: event.id,
          version: String(event.version),
          startsAt,
          staffId: staff.id,
          notify,
        }).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Field
          id="drop-reason"
          label={words.reason}
          hint={isHelpedByReason ? words.needsReason : words.reasonHint}
          optional={isHelpedByReason ? undefined : words.optional}
        >
          {(control) => (
            <Textarea
              {...control}
              name="reason"
              rows={2}
              maxLength={500}
              value={reason}
              onChange={({ target }) => {
                setReason(target.value);
              }}
            />
          )}
        </Field>
        {hasEmail ? (
          <Checkbox
            checked={isTold}
            onChange={({ target }) => {
              setIsTold(target.checked);
            }}
          >
            {filled(words.notify, { name })}
          </Checkbox>
        ) : (
          <p className="text-note text-ink-2">{filled(words.noMail, { name })}</p>
        )}
        <ActionRow>
          <Button onClick={onClose}>{words.keep}</Button>
          <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
        </ActionRow>
      </form>
    </Dialog>
  );
}
