import { Link } from "@/components/ui/link";
import type { WhyNot as Reason } from "@/lib/team/policy";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; reason: Reason };

/** Why there is no button, with the way to who may do what. */
export function WhyNot({ page: { team, home }, reason }: Props) {
  return (
    <Link
      href={`${home}/team/roles?why=${reason}`}
      className="text-xs whitespace-normal text-ink-2 max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
    >
      {team(`whyNot.${reason}`)}
    </Link>
  );
}
