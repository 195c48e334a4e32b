import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";

import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { idSchema } from "@/lib/shared/schema";
import { getStaff } from "@/lib/staff/service/get-staff";
import { orNotFound } from "@/lib/web/page-context";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { HoursForm } from "./_components/hours-form";
import { StaffForm } from "./_components/staff-form";
import { TimeOffCard } from "./_components/time-off-card";

type Props = {
  params: Promise<{ company: string; staff: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

const doneSchema = z
  .enum(["staffAdded", "staffSaved", "hoursSaved", "timeOffAdded", "timeOffRemoved"])
  .optional()
  .catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "staff.edit") };
}

export default async function StaffMemberPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings, common } = page;
  const { staff: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const staff = await orNotFound(getStaff(ctx, id));
  const done = doneSchema.parse((await searchParams).done);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/staff`, label: settings("tabs.staff") }]}
            current={staff.name}
          />
        }
        title={staff.name}
      />
      {done !== undefined && <Note tone="ok" role="status" title={settings(`done.${done}`)} />}
      <Columns>
        <div className="grid gap-6">
          <HoursForm page={page} staff={staff} />
          <TimeOffCard page={page} staff={staff} />
        </div>
        <StaffForm page={page} staff={staff} />
      </Columns>
    </>
  );
}
