import type { Metadata } from "next";
import * as z from "zod";

import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Empty } from "@/components/ui/empty";
import { LineList } from "@/components/ui/line-list";
import { listBranches } from "@/lib/catalogue/service/branches";
import { listClosures } from "@/lib/staff/service/closures";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";
import { ClosureForm } from "./_components/closure-form";
import { ClosureLine } from "./_components/closure-line";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z.enum(["closureAdded", "closureRemoved"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.closures") };
}

export default async function ClosuresPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, settings } = page;
  const closures = await listClosures(ctx);
  const branches = (await listBranches(ctx)).filter(({ isActive }) => isActive);

  return (
    <>
      <SettingsHead
        page={page}
        current="closures"
        done={doneSchema.parse((await searchParams).done)}
      />
      <Columns>
        <Card aria-labelledby="coming">
          <CardHead id="coming">{settings("closure.coming")}</CardHead>
          {closures.length === 0 ? (
            <Empty icon="calendar-x" title={settings("closure.none")} />
          ) : (
            <LineList>
              {closures.map((closure) => (
                <ClosureLine key={closure.id} page={page} closure={closure} />
              ))}
            </LineList>
          )}
        </Card>
        <ClosureForm page={page} branches={branches} />
      </Columns>
    </>
  );
}
