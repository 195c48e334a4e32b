import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Emphasis } from "@/components/ui/emphasis";
import { SubmitButton } from "@/components/ui/submit-button";
import { findEmailChange } from "@/lib/accounts/service/change-email";
import { EMAIL_LINK } from "@/lib/web/account-links";
import { visitorContext } from "@/lib/web/page-context";
import { pageTexts } from "@/lib/web/page-texts";

import { confirmEmailAction } from "../../(account)/account/actions";
import { Entrance } from "../_components/entrance";

type Props = { searchParams: Promise<{ done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("account");

  return { title: `${t("confirmEmail.title")} · ${t("product")}` };
}

/** A link only shows: mail scanners open links, too, and must not change anybody's address. */
export default async function ConfirmEmailPage({ searchParams }: Props) {
  const { done } = await searchParams;
  const { t, common, locale } = await pageTexts("account");
  const email = await findEmailChange(await visitorContext(), await EMAIL_LINK.read());
  const state = done === "1" ? "done" : email === null ? "expired" : "open";

  return (
    <Entrance
      locale={locale}
      returnTo="/confirm-email"
      t={(await pageTexts("auth", locale)).t}
      common={common}
    >
      <h1>{t(`confirmEmail.${state}.title`)}</h1>
      <p className="text-ink-2">{t(`confirmEmail.${state}.lead`)}</p>
      {state === "open" && email !== null ? (
        <Card>
          <CardBody>
            <ActionForm action={confirmEmailAction} referenceLabel={common("problem.reference")}>
              <p className="wrap-anywhere">
                <Emphasis>{email}</Emphasis>
              </p>
              <SubmitButton size="block" pendingLabel={common("pending.save")}>
                {t("confirmEmail.submit")}
              </SubmitButton>
            </ActionForm>
          </CardBody>
        </Card>
      ) : (
        <ButtonLink variant="primary" size="block" href="/account">
          {t("confirmEmail.toAccount")}
        </ButtonLink>
      )}
    </Entrance>
  );
}
