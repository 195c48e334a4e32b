"use client";

import { useActionState } from "react";

import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";

import { inviteAction } from "../actions";
import type { InviteChoices, InviteTexts } from "./invite-choices";
import { InviteForm } from "./invite-form";
import { InviteResult } from "./invite-result";

type Props = InviteChoices & {
  company: string;
  teamHref: string;
  texts: InviteTexts;
  maxBytes: number;
};

/** The form, and once it was sent with more than one row, what became of each of them. */
export function InvitePanel(props: Props) {
  const [result, submit, isPending] = useActionState(inviteAction, null);
  if (result?.ok) return <InviteResult report={result.data} submit={submit} {...props} />;

  return (
    <Card aria-label={props.texts.labels["title"]} className="max-w-160">
      <CardBody>
        <InviteForm result={result} submit={submit} isPending={isPending} {...props} />
      </CardBody>
    </Card>
  );
}
