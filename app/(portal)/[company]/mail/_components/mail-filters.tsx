import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChoice } from "@/components/ui/filter-choice";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import { MAIL_FILTERS, MAIL_KINDS, type MailFilter } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: MailPage; filter: MailFilter };

/** A plain GET form: every choice has an address, with and without JavaScript. */
export function MailFilters({ page, filter }: Props) {
  const { delivery, common, home } = page;

  return (
    <FilterBar
      label={delivery("filter.label")}
      action={`${home}/mail`}
      search={<FilterSearch label={delivery("filter.search")} value={filter.search} />}
    >
      <FilterChoice
        name="state"
        label={delivery("filter.state")}
        all={delivery("filter.anyState")}
        options={MAIL_FILTERS.map((id) => ({ id, name: delivery(`filter.states.${id}`) }))}
        chosen={filter.state}
      />
      <FilterChoice
        name="kind"
        label={delivery("filter.kind")}
        all={delivery("filter.anyKind")}
        options={MAIL_KINDS.map((id) => ({ id, name: delivery(`filter.kinds.${id}`) }))}
        chosen={filter.kind}
      />
      <Button type="submit">{common("action.filter")}</Button>
      {isNarrowed(filter) && (
        <ButtonLink variant="ghost" href={`${home}/mail`}>
          <Icon name="x" />
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}

/** Whether anything but the page is chosen. */
export function isNarrowed({ state, kind, search }: MailFilter): boolean {
  return state !== undefined || kind !== undefined || search !== "";
}
