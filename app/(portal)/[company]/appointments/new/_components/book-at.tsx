import { TypedTimeFields } from "@/components/appointment/typed-time-fields";
import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Offer } from "@/lib/appointments/schema";
import type { FreeSlots } from "@/lib/appointments/service/free-times";
import type { Reader } from "@/lib/shared/format";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { bookAtAction } from "../actions";
import type { NewQuery } from "./new-query";

type Props = { page: PortalPage; query: NewQuery; offer: Offer; free: FreeSlots; venue: Reader };

/** Any time, typed: between the times of the list, and outside the hours for those who may with a reason. */
export function BookAt({ page, query, offer, free, venue }: Props) {
  const { appointments, common, company, member } = page;
  const mayOverride = REACH["override-limits"][member.role] !== "none";

  return (
    <DisclosedForm
      summary={appointments("typed.title")}
      icon="clock"
      action={bookAtAction}
      referenceLabel={common("problem.reference")}
    >
      <p className="text-ink-2">{appointments(mayOverride ? "typed.hint" : "typed.hintOwn")}</p>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="customerId" value={offer.customerId} />
      <input type="hidden" name="serviceId" value={offer.serviceId} />
      <input type="hidden" name="branchId" value={offer.branchId} />
      <TypedTimeFields
        t={appointments}
        timeZone={venue.timeZone}
        staff={free.staff}
        chosen={query.staff}
      />
      <KeptTextareaField
        name="reason"
        label={appointments("move.reason")}
        optional={common("field.optional")}
        maxLength={500}
        rows={2}
      />
      <ActionRow>
        <SubmitButton variant="secondary" pendingLabel={appointments("new.booking")}>
          {appointments("typed.book")}
        </SubmitButton>
      </ActionRow>
    </DisclosedForm>
  );
}
