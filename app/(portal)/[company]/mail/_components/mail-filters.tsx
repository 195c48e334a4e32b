import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
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
      search={
        <Input
          key={filter.search}
          type="search"
          name="search"
          icon="search"
          maxLength={80}
          defaultValue={filter.search}
          placeholder={delivery("filter.search")}
          aria-label={delivery("filter.search")}
        />
      }
    >
      <Select
        key={`state-${filter.state ?? ""}`}
        fit
        name="state"
        aria-label={delivery("filter.state")}
        defaultValue={filter.state ?? ""}
        isSet={filter.state !== undefined}
      >
        <option value="">{delivery("filter.anyState")}</option>
        {MAIL_FILTERS.map((state) => (
          <option key={state} value={state}>
            {delivery(`filter.states.${state}`)}
          </option>
        ))}
      </Select>
      <Select
        key={`kind-${filter.kind ?? ""}`}
        fit
        name="kind"
        aria-label={delivery("filter.kind")}
        defaultValue={filter.kind ?? ""}
        isSet={filter.kind !== undefined}
      >
        <option value="">{delivery("filter.anyKind")}</option>
        {MAIL_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {delivery(`filter.kinds.${kind}`)}
          </option>
        ))}
      </Select>
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
