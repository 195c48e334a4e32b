import type { SettingsPage } from "@/lib/web/settings-page";

import { startImportAction } from "../actions";
import { FileForm } from "./file-form";

export function CustomersForm({ page }: { page: SettingsPage }) {
  return (
    <FileForm
      page={page}
      kind="customers"
      accept=".csv,text/csv,text/plain"
      action={startImportAction}
    />
  );
}
