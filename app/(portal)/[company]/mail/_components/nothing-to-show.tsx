import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import type { MailFilter } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

import { isNarrowed } from "./mail-filters";

type Props = { page: MailPage; filter: MailFilter };

export function NothingToShow({ page: { delivery, common, home }, filter }: Props) {
  if (!isNarrowed(filter)) {
    return (
      <Empty icon="mail" level="h2" title={delivery("empty.title")}>
        <p>{delivery("empty.text")}</p>
      </Empty>
    );
  }

  return (
    <Empty
      icon="search"
      level="h2"
      title={delivery("empty.filtered")}
      actions={<ButtonLink href={`${home}/mail`}>{common("action.resetFilters")}</ButtonLink>}
    >
      <p>{delivery("empty.filteredText")}</p>
    </Empty>
  );
}
