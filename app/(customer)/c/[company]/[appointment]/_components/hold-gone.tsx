import { dayAndTime } from "@/components/appointment/when-text";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import type { ManagedPage } from "@/lib/web/managed-page";

import { CustomerPage } from "./customer-page";

/** The five minutes are over, or the slot was given back: nothing has changed, and here is how to go on. */
export function HoldGone({ page }: { page: ManagedPage }) {
  const { appointment, customer, common, reader, href } = page;

  return (
    <CustomerPage page={page} path="/move">
      <h1>{customer("confirm.gone")}</h1>
      <Note tone="warn" title={customer("confirm.goneHint")}>
        <p>
          {customer("refused.stands", { when: dayAndTime(appointment.startsAt, reader, common) })}
        </p>
      </Note>
      <ButtonAnchor variant="primary" size="block" href={`${href}/move`}>
        {customer("confirm.again")}
      </ButtonAnchor>
      <ButtonAnchor size="block" href={href}>
        {customer("confirm.keep")}
      </ButtonAnchor>
    </CustomerPage>
  );
}
