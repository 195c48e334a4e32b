import type { Metadata } from "next";
import * as z from "zod";

import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { listAccountActivity } from "@/lib/accounts/service/get-account";
import { type AccountPage, accountPage, timeZones } from "@/lib/web/account-page";

import { AccountHistory } from "./_components/account-history";
import { changeProfileAction } from "./actions";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z
  .enum(["profile", "password", "email", "secondFactorOff"])
  .optional()
  .catch(undefined);

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage("/account");

  return { title: `${t("title")} · ${t("product")}` };
}

export default async function AccountStartPage({ searchParams }: Props) {
  const page = await accountPage("/account");
  const { t, ctx } = page;
  const done = doneSchema.parse((await searchParams).done);
  const moments = await listAccountActivity(ctx);

  return (
    <>
      <BackLink href="/companies">{t("back")}</BackLink>
      <PageHead title={t("title")}>{t("lead")}</PageHead>
      {done !== undefined && (
        <Note
          tone="ok"
          role="status"
          title={t(`done.${done}`, { email: page.account.pendingEmail ?? page.account.email })}
        />
      )}
      <ProfileCard page={page} />
      <SecurityCard page={page} />
      <AccountHistory page={page} moments={moments} />
    </>
  );
}

function ProfileCard({ page: { t, common, account } }: { page: AccountPage }) {
  return (
    <Card aria-labelledby="profile">
      <CardHead id="profile">{t("profile.title")}</CardHead>
      <CardBody>
        <ActionForm action={changeProfileAction} referenceLabel={common("problem.reference")}>
          <KeptTextField
            name="name"
            label={t("profile.name")}
            defaultValue={account.name}
            autoComplete="name"
            maxLength={120}
            required
          />
          <KeptSelectField name="locale" label={t("profile.locale")} defaultValue={account.locale}>
            <option value="de">Deutsch</option>
            <option value="en">English</option>
          </KeptSelectField>
          <KeptSelectField
            name="timeZone"
            label={t("profile.timeZone")}
            hint={t("profile.timeZoneHint")}
            defaultValue={account.timeZone}
          >
            {timeZones().map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </KeptSelectField>
          <SubmitButton pendingLabel={common("pending.save")}>{common("action.save")}</SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function SecurityCard({ page: { t, account } }: { page: AccountPage }) {
  const isOn = account.secondFactor === "on";

  return (
    <Card aria-labelledby="security">
      <CardHead id="security">{t("security.title")}</CardHead>
      <LineList>
        <LineItem
          icon="mail"
          sub={
            account.pendingEmail === null
              ? account.email
              : t("email.waiting", { email: account.email, next: account.pendingEmail })
          }
          action={
            <ButtonLink variant="ghost" href="/account/email">
              {t("email.action")}
            </ButtonLink>
          }
        >
          {t("email.title")}
        </LineItem>
        <LineItem
          icon="key"
          sub={t("password.hint")}
          action={
            <ButtonLink variant="ghost" href="/account/password">
              {t("password.action")}
            </ButtonLink>
          }
        >
          {t("password.title")}
        </LineItem>
        <LineItem
          icon="shield"
          sub={
            isOn
              ? t("secondFactor.codesLeft", { count: account.recoveryCodesLeft })
              : t("secondFactor.why")
          }
          action={
            <ButtonLink variant="ghost" href="/account/second-factor">
              {t(isOn ? "secondFactor.manage" : "secondFactor.setUp")}
            </ButtonLink>
          }
        >
          <span className="mr-2">{t("secondFactor.title")}</span>
          <Badge tone={isOn ? "ok" : "quiet"} icon={isOn ? "check" : "minus"}>
            {t(isOn ? "secondFactor.on" : "secondFactor.off")}
          </Badge>
        </LineItem>
        <LineItem
          icon="history"
          sub={t("sessions.hint")}
          action={
            <ButtonLink variant="ghost" href="/account/sessions">
              {t("sessions.action")}
            </ButtonLink>
          }
        >
          {t("sessions.title")}
        </LineItem>
      </LineList>
    </Card>
  );
}
