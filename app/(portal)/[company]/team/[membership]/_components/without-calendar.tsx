import { ButtonLink } from "@/components/ui/button-link";
import { Note } from "@/components/ui/note";
import { isWithoutCalendar } from "@/lib/appointments/policy";
import type { MemberDetail } from "@/lib/team/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: Pick<PortalPage, "team" | "home">; detail: MemberDetail };

/** Tells who manages somebody that they see no appointments, and what to do about it. */
export function WithoutCalendar({ page, detail: { member, choices } }: Props) {
  const { team, home } = page;
  const { name, role, staff } = member;
  if (!isWithoutCalendar({ role, staffId: staff?.id ?? null })) return null;
  const isNobodyLeft = choices.staff.length === 0;

  return (
    <Note
      tone="warn"
      title={team("member.withoutCalendar.title")}
      actions={
        isNobodyLeft && (
          <ButtonLink size="sm" href={`${home}/settings/staff/new`}>
            {team("member.withoutCalendar.add")}
          </ButtonLink>
        )
      }
    >
      <p>{team(`member.withoutCalendar.${isNobodyLeft ? "nobody" : "text"}`, { name })}</p>
    </Note>
  );
}
