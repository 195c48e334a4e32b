import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { dayAndTime } from "@/components/appointment/when-text";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Change } from "@/components/ui/change";
import { Note } from "@/components/ui/note";
import { getConflict } from "@/lib/appointments/service/get-conflict";
import { formatAgo } from "@/lib/shared/format";
import { versionSchema } from "@/lib/shared/schema";
import { managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { CustomerPage } from "../_components/customer-page";
import { whenOnBothClocks } from "../_components/own-clock";

type Props = { params: ManagedParams; searchParams: Promise<{ seen?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await managedPage(params);

  return { title: customer("refused.title") };
}

/** Somebody else was faster: what changed, by whom and when, and how to go on from there. */
export default async function ChangedPage({ params, searchParams }: Props) {
  const page = await managedPage(params);
  const { appointment, customer, common, reader, href, ctx, locale } = page;
  const seen = versionSchema.safeParse((await searchParams).seen);
  const conflict = seen.success
    ? await getConflict(ctx, { appointmentId: appointment.id, seenVersion: seen.data })
    : null;
  if (conflict === null) redirect(href);

  const { was, now, changedAt, actorKind } = conflict;
  const name =
    actorKind === "system" || actorKind === "calcom"
      ? appointment.company.name
      : conflict.actorName;
  const changed = actorKind === "customer" ? "refused.changedByYou" : "refused.changed";
  const say = ({ startsAt }: { startsAt: string }) =>
    dayAndTime(startsAt, { reader, now: ctx.now, common });

  return (
    <CustomerPage page={page}>
      <h1>{customer("refused.title")}</h1>
      <Note
        tone="warn"
        role="alert"
        title={customer(changed, { name, ago: formatAgo(changedAt, locale, ctx.now) })}
      >
        <p>
          {now.status === "cancelled"
            ? customer("refused.nowCancelled")
            : customer("refused.now", {
                when: whenOnBothClocks(page, now.startsAt),
                staff: now.staff.name,
              })}
        </p>
      </Note>
      {was.startsAt !== now.startsAt && (
        <p>
          <Change
            from={say(was)}
            to={say(now)}
            fromLabel={common("change.old")}
            toLabel={common("change.new")}
          />
        </p>
      )}
      <ButtonAnchor variant="primary" size="block" href={href}>
        {customer("refused.goOn")}
      </ButtonAnchor>
    </CustomerPage>
  );
}
