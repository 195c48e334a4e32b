import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CompanyDetail } from "@/lib/companies/schema";
import type { PlatformPage } from "@/lib/web/platform-page";

import { inviteOwnerAction } from "../actions";

type Props = { page: PlatformPage; company: CompanyDetail };

/** Who owns the company, who has been asked to, and asking somebody else. */
export function OwnerCard({ page, company }: Props) {
  const { t, common, operator } = page;
  const moment = (at: string) => momentText(at, { ...page, now: operator.now });

  return (
    <Card aria-labelledby="owners">
      <CardHead id="owners">{t("owners.title")}</CardHead>
      <LineList>
        {company.owners.map(({ name, email, lastSeenAt }) => (
          <LineItem
            key={email}
            icon="user"
            sub={[
              email,
              lastSeenAt === null
                ? t("owners.neverSeen")
                : t("owners.seen", { when: moment(lastSeenAt) }),
            ].join(" · ")}
          >
            {name}
          </LineItem>
        ))}
        {company.openOwnerInvitations.map(({ email, expiresAt }) => (
          <LineItem
            key={email}
            icon="mail"
            sub={t("owners.invitedUntil", { when: moment(expiresAt) })}
          >
            {email}
          </LineItem>
        ))}
      </LineList>
      <CardBody>
        {company.owners.length === 0 && <p className="text-ink-2">{t("owners.none")}</p>}
        <ActionForm action={inviteOwnerAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="companyId" value={company.id} />
          <input type="hidden" name="slug" value={company.slug} />
          <KeptTextField
            name="ownerEmail"
            type="email"
            label={t("owners.invite")}
            maxLength={254}
            required
          />
          <SubmitButton variant="secondary" pendingLabel={common("pending.send")}>
            {t("owners.submit")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
