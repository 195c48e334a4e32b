import { BackLink } from "@/components/ui/back-link";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import type { Change } from "@/lib/policies/rules";
import type { ManagedPage } from "@/lib/web/managed-page";

import { ContactCard } from "./contact-card";
import { CustomerPage } from "./customer-page";
import { whenOnBothClocks } from "./own-clock";
import { howToReach, whyNot } from "./why-not";

const PATHS = { reschedule: "/move", cancel: "/cancel" } as const satisfies Record<Change, string>;

/** Where a change was asked for that is not possible online: why, what stands, and what is still possible. */
export function Refusal({ page, change }: { page: ManagedPage; change: Change }) {
  const { appointment, customer, href } = page;
  const other = change === "cancel" ? "reschedule" : "cancel";
  const isOver = appointment[change].refusal === "appointment-over";

  return (
    <CustomerPage page={page} path={PATHS[change]}>
      <div>
        <BackLink href={href}>{customer("move.back")}</BackLink>
        <h1>{customer("refusal.title", { change })}</h1>
      </div>
      <Note tone="warn" role="alert" title={whyNot(page, change, appointment[change])}>
        {!isOver && (
          <p>
            {customer("refusal.stands", {
              when: whenOnBothClocks(page, appointment.startsAt),
            })}{" "}
            {howToReach(page)}
          </p>
        )}
      </Note>
      {appointment[other].refusal === null && (
        <ButtonAnchor size="block" href={`${href}${PATHS[other]}`}>
          {customer("refusal.instead", { change })}
        </ButtonAnchor>
      )}
      <ContactCard page={page} />
    </CustomerPage>
  );
}
