import type { Metadata } from "next";
import * as z from "zod";

import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Crumbs } from "@/components/ui/crumbs";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { canGrant, CAPABILITIES, REACH, type Role, ROLES } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

type Props = { params: PortalParams; searchParams: Promise<{ why?: string | string[] }> };

const whySchema = z
  .enum(["only-managers", "not-yourself", "above-you"])
  .optional()
  .catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("roles.title"), company: company.name }) };
}

export default async function RolesPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { home, member, team, common } = page;
  const why = whySchema.parse((await searchParams).why);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={team("roles.title")}
          />
        }
        title={team("roles.title")}
      >
        {team("roles.lead", { role: common(`role.${member.role}`) })}
      </PageHead>
      {why !== undefined && (
        <Note tone="info" title={team(`whyNot.${why}`)}>
          <p>{team(`roles.why.${why}`)}</p>
        </Note>
      )}
      <Card aria-labelledby="reach">
        <CardHead id="reach">{team("roles.reach")}</CardHead>
        <Table
          labelledBy="reach"
          columns={[
            { label: team("roles.capability") },
            ...ROLES.map((role) => ({ label: columnOf(page, role) })),
          ]}
        >
          {CAPABILITIES.map((capability) => (
            <TableRow key={capability}>
              <TableCell kind="main" phone="wide">
                {team(`roles.can.${capability}`)}
              </TableCell>
              {ROLES.map((role) => (
                <Reach key={role} page={page} role={role} reach={REACH[capability][role]} />
              ))}
            </TableRow>
          ))}
        </Table>
      </Card>
      <Card aria-labelledby="grants">
        <CardHead id="grants">{team("roles.grants")}</CardHead>
        <CardBody>
          <Facts>
            {ROLES.map((role) => (
              <Fact key={role} label={columnOf(page, role)}>
                {grantsOf(page, role)}
              </Fact>
            ))}
          </Facts>
          <p className="text-ink-2">{team("roles.always")}</p>
        </CardBody>
      </Card>
    </>
  );
}

/** One's own column says so in words, not by a colour alone. */
function columnOf({ common, team, member }: PortalPage, role: Role): string {
  const name = common(`role.${role}`);

  return role === member.role ? `${name} ${team("members.you")}` : name;
}

type ReachProps = { page: PortalPage; role: Role; reach: (typeof REACH)["see-team"][Role] };

function Reach({ page, role, reach }: ReachProps) {
  const words = page.team(`roles.reaches.${reach}`);
  const isOwn = role === page.member.role;

  return (
    <TableCell kind={isOwn ? "plain" : "muted"} phone="wide" label={columnOf(page, role)}>
      {reach === "none" ? (
        <span className="text-ink-2">{words}</span>
      ) : (
        <Badge tone={isOwn ? "ok" : "plain"} icon="check">
          {words}
        </Badge>
      )}
    </TableCell>
  );
}

function grantsOf({ common, team }: PortalPage, role: Role): string {
  const granted = ROLES.filter((other) => canGrant(role, other));

  return granted.length === 0
    ? team("roles.grantsNone")
    : granted.map((other) => common(`role.${other}`)).join(" · ");
}
