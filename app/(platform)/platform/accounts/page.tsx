import type { Metadata } from "next";
import * as z from "zod";

import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch } from "@/components/ui/filter-search";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { findManagedAccount, type ManagedAccount } from "@/lib/accounts/service/manage-account";
import { type PlatformPage, platformPage } from "@/lib/web/platform-page";

import { manageAccountAction } from "../actions";

type Props = { searchParams: Promise<Record<string, string | string[]>> };

const PATH = "/platform/accounts";
const CHANGES = ["signOut", "secondFactor", "passwordLink", "grant", "revoke"] as const;
const querySchema = z.object({
  email: z.string().trim().max(254).default("").catch(""),
  done: z.enum(CHANGES).optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await platformPage(PATH);

  return { title: `${t("accounts.title")} · ${t("title")}` };
}

export default async function AccountsPage({ searchParams }: Props) {
  const page = await platformPage(PATH);
  const { t, common, operator } = page;
  const { email, done } = querySchema.parse(await searchParams);
  const account = email === "" ? null : await findManagedAccount(operator, email);

  return (
    <>
      <PageHead title={t("accounts.title")}>{t("accounts.lead")}</PageHead>
      {done !== undefined && account !== null && (
        <Note tone="ok" role="status" title={t(`accounts.done.${done}`)} />
      )}
      <FilterBar
        label={t("accounts.title")}
        action={PATH}
        search={
          <FilterSearch name="email" type="email" label={t("accounts.email")} value={email} />
        }
      >
        <Button type="submit">{common("action.search")}</Button>
      </FilterBar>
      {email !== "" && account === null && (
        <Card>
          <Empty level="h2" icon="user-x" title={t("accounts.unknown")}>
            <p>{t("accounts.unknownHint")}</p>
          </Empty>
        </Card>
      )}
      {account !== null && <AccountCard page={page} account={account} />}
    </>
  );
}

function AccountCard({ page, account }: { page: PlatformPage; account: ManagedAccount }) {
  const { t, operator } = page;
  const { name, email, isOperator, hasSecondFactor, openSessions, createdAt, userId } = account;
  const isSelf = userId === operator.userId;

  return (
    <Card aria-labelledby="account">
      <CardHead id="account">{name}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={t("accounts.email")}>{email}</Fact>
          <Fact label={t("accounts.since")}>
            {momentText(createdAt, { ...page, now: operator.now })}
          </Fact>
          <Fact label={t("accounts.sessions")}>{openSessions}</Fact>
          <Fact label={t("accounts.secondFactor")}>
            {t(hasSecondFactor ? "accounts.on" : "accounts.off")}
          </Fact>
          <Fact label={t("operator")}>{t(isOperator ? "accounts.yes" : "accounts.no")}</Fact>
        </Facts>
        <div className="flex flex-wrap gap-2">
          <Change page={page} email={email} change="passwordLink" />
          <Change page={page} email={email} change="signOut" />
          {hasSecondFactor && <Change page={page} email={email} change="secondFactor" />}
          {!isSelf && <Change page={page} email={email} change={isOperator ? "revoke" : "grant"} />}
        </div>
      </CardBody>
    </Card>
  );
}

type ChangeProps = { page: PlatformPage; email: string; change: (typeof CHANGES)[number] };

function Change({ page: { t, common }, email, change }: ChangeProps) {
  return (
    <ActionForm action={manageAccountAction} referenceLabel={common("problem.reference")}>
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="change" value={change} />
      <SubmitButton variant="secondary" pendingLabel={common("pending.save")}>
        {t(`accounts.change.${change}`)}
      </SubmitButton>
    </ActionForm>
  );
}
