import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Duplicate } from "@/lib/customers/schema";
import type { CustomersPage } from "@/lib/web/customers-page";

type Props = { page: CustomersPage; href: string; duplicates: readonly Duplicate[] };

/** Entries that look like the same person; whether they are, people decide. */
export function Duplicates({ page: { customers: t }, href, duplicates }: Props) {
  return (
    <Card aria-labelledby="duplicates">
      <CardHead id="duplicates">{t("duplicates.title")}</CardHead>
      <CardBody>
        <p className="text-ink-2">{t("duplicates.lead")}</p>
      </CardBody>
      <LineList>
        {duplicates.map(({ id, name, email, phone, because }) => (
          <LineItem
            key={id}
            icon="user"
            sub={
              <>
                {t(`duplicates.because.${because}`)}
                <span className="block wrap-anywhere">{email ?? phone}</span>
              </>
            }
            action={
              <span className="pr-3">
                <ButtonLink size="sm" href={`${href}/merge?with=${id}`}>
                  <span>
                    {t("duplicates.compare")}
                    <VisuallyHidden> {name}</VisuallyHidden>
                  </span>
                </ButtonLink>
              </span>
            }
          >
            {name}
          </LineItem>
        ))}
      </LineList>
    </Card>
  );
}
