import type { Metadata } from "next";

import { LanguageSwitch } from "@/components/shell/language-switch";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { administrationLinks, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { signOutAction } from "../../../(auth)/actions";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: portal("profile.title"), company: company.name }) };
}

export default async function ProfilePage({ params }: Props) {
  const page = await portalPage(params);
  const { member, user, company, home, locale, portal, common } = page;
  const administration = administrationLinks(page);

  return (
    <>
      <PageHead title={portal("profile.title")} />
      <Columns even>
        <Card aria-labelledby="facts">
          <CardHead id="facts">{portal("profile.facts")}</CardHead>
          <CardBody>
            <Facts>
              <Fact label={portal("profile.name")}>{member.name}</Fact>
              <Fact label={portal("profile.email")}>{user.email}</Fact>
              <Fact label={portal("profile.role")} sub={common(`roleDescription.${member.role}`)}>
                {common(`role.${member.role}`)}
              </Fact>
              <Fact label={portal("profile.company")}>{company.name}</Fact>
            </Facts>
            <div className="flex flex-wrap gap-2">
              <ButtonLink href="/companies?choose=1">{portal("profile.companies")}</ButtonLink>
            </div>
          </CardBody>
        </Card>
        <div className="grid gap-6">
          {administration.length > 0 && (
            <Card aria-labelledby="administration">
              <CardHead id="administration">{portal("nav.administration")}</CardHead>
              <CardBody className="flex flex-wrap gap-2">
                <ButtonLink href={`${home}/team`} className="lg:hidden">
                  <Icon name="users" />
                  {portal("nav.team")}
                </ButtonLink>
                {administration.map(({ href, label, icon }) => (
                  <ButtonLink key={href} href={href}>
                    <Icon name={icon} />
                    {label}
                  </ButtonLink>
                ))}
              </CardBody>
            </Card>
          )}
          <Card aria-labelledby="language">
            <CardHead
              id="language"
              action={
                <LanguageSwitch
                  label={common("language.label")}
                  locale={locale}
                  returnTo={`${home}/profile`}
                />
              }
            >
              {portal("profile.language")}
            </CardHead>
            <CardBody>
              <p className="text-ink-2">{portal("profile.languageHint")}</p>
            </CardBody>
          </Card>
          <Card aria-labelledby="account">
            <CardHead id="account">{portal("profile.account")}</CardHead>
            <CardBody className="justify-items-start">
              <p className="text-ink-2">{portal("profile.accountHint")}</p>
              <ButtonLink href="/account">{portal("profile.accountAction")}</ButtonLink>
            </CardBody>
          </Card>
          <Card aria-labelledby="session">
            <CardHead id="session">{common("action.signOut")}</CardHead>
            <CardBody className="justify-items-start">
              <p className="text-ink-2">{portal("profile.signOutHint")}</p>
              <form action={signOutAction}>
                <Button type="submit">
                  <Icon name="log-out" />
                  {common("action.signOut")}
                </Button>
              </form>
            </CardBody>
          </Card>
        </div>
      </Columns>
    </>
  );
}
