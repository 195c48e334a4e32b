import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { getImport } from "@/lib/imports/service/imports";
import { idSchema } from "@/lib/shared/schema";
import { orNotFound } from "@/lib/web/page-context";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { EntryTable } from "./_components/entry-table";
import { KeptList } from "./_components/kept-list";
import { NextStep } from "./_components/next-step";

type Props = { params: Promise<{ company: string; import: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.import") };
}

export default async function ImportPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings, common } = page;
  const { import: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const found = await orNotFound(getImport(ctx, id));
  const title = found.fileName || settings("tabs.import");

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/import`, label: settings("tabs.import") }]}
            current={title}
          />
        }
        title={<span className="wrap-anywhere">{title}</span>}
      >
        {settings("import.rowCount", { count: found.rowCount })}
      </PageHead>
      <NextStep page={page} found={found} />
      <KeptList page={page} found={found} />
      <EntryTable page={page} found={found} />
    </>
  );
}
