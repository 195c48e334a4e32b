import type { ReactNode } from "react";

import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { Tabs } from "@/components/ui/tabs";
import type { SettingsPage } from "@/lib/web/settings-page";

const TABS = [
  ["company", ""],
  ["branches", "/branches"],
  ["services", "/services"],
  ["staff", "/staff"],
  ["rules", "/rules"],
  ["closures", "/closures"],
  ["import", "/import"],
  ["calendar", "/calendar"],
] as const;

type Props = {
  page: SettingsPage;
  current: (typeof TABS)[number][0];
  /** What somebody has just done, as the address says it. */
  done?: string | undefined;
  actions?: ReactNode;
};

/** The head that all settings share, and the way between them. */
export function SettingsHead({ page, current, done, actions }: Props) {
  const { settings, home } = page;

  return (
    <>
      <PageHead title={settings("title")} actions={actions}>
        {settings(`lead.${current}`)}
      </PageHead>
      <Tabs
        label={settings("tabs.label")}
        tabs={TABS.map(([key, path]) => ({
          href: `${home}/settings${path}`,
          label: settings(`tabs.${key}`),
          isCurrent: key === current,
        }))}
      />
      {done !== undefined && <Note tone="ok" role="status" title={settings(`done.${done}`)} />}
    </>
  );
}
