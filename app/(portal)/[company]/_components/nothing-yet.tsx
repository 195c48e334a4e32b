import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

type Props = {
  page: Pick<PortalPage, "portal" | "member" | "home">;
  why: WhyEmpty;
  level?: "h2" | "h3";
};

const PLACES = {
  branch: "settings/branches/new",
  service: "settings/services/new",
  staff: "settings/staff/new",
  offer: "settings/staff",
};

/** No appointment can stand here yet: what is missing, and the way there for those who may go it. */
export function NothingYet({ page, why, level = "h2" }: Props) {
  const { portal, member, home } = page;
  if (why === "no-calendar") {
    return (
      <Empty icon="calendar-x" level={level} title={portal("noCalendar.title")}>
        <p>{portal("noCalendar.text")}</p>
      </Empty>
    );
  }
  const maySet = REACH["change-settings"][member.role] === "all";

  return (
    <Empty
      icon="calendar-x"
      level={level}
      title={portal("nextStep.title")}
      actions={
        maySet && (
          <ButtonLink variant="primary" href={`${home}/${PLACES[why]}`}>
            {portal(`nextStep.action.${why}`)}
          </ButtonLink>
        )
      }
    >
      <p>{portal(`nextStep.text.${why}`)}</p>
      {!maySet && <p>{portal("nextStep.ask")}</p>}
    </Empty>
  );
}
