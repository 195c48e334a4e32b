import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage; title: string; current: string; lead?: string };

/** The head of a page below an appointment: the way back, and what is being done to it. */
export function ChangeHead({ page, title, current, lead }: Props) {
  const { appointment, appointments, common, home, href } = page;

  return (
    <PageHead
      crumbs={
        <Crumbs
          label={common("shell.breadcrumbs")}
          trail={[
            { href: `${home}/appointments`, label: appointments("list.title") },
            { href, label: appointment.reference },
          ]}
          current={current}
        />
      }
      title={title}
    >
      {lead}
    </PageHead>
  );
}
