import { deviceText } from "@/components/appointment/device-text";
import { momentText } from "@/components/appointment/moment-text";
import { dayAndTime } from "@/components/appointment/when-text";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { ActivityEntry } from "@/lib/audit/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; entries: readonly ActivityEntry[] };

/** What happened, to whom, by whom, when and from where. */
export function ActivityTable({ page, entries }: Props) {
  const { activity } = page;

  return (
    <Table
      label={activity("title")}
      columns={["when", "what", "who", "whence"].map((key) => ({ label: activity(key) }))}
    >
      {entries.map((entry) => (
        <Row key={entry.id} page={page} entry={entry} />
      ))}
    </Table>
  );
}

function Row({ page, entry }: { page: PortalPage; entry: ActivityEntry }) {
  const { activity, appointments, ctx } = page;
  const { event, actorKind, actor, subject, ip, userAgent, at, data } = entry;
  const what = activity(`event.${event}`);
  const { appointmentId } = data;
  const details = [subject, ...detailsOf(page, entry)].filter(Boolean);

  return (
    <TableRow>
      <TableCell kind="muted" phone="wide">
        {momentText(at, { ...page, now: ctx.now })}
      </TableCell>
      <TableCell kind="main" phone="wide" sub={details.length > 0 && details.join(" · ")}>
        {typeof appointmentId === "string" ? (
          <Link href={`${page.home}/appointments/${appointmentId}`}>{what}</Link>
        ) : (
          what
        )}
      </TableCell>
      <TableCell phone="wide" sub={actorKind !== "member" && activity(`actor.${actorKind}`)}>
        {actorKind === "system" ? activity("byItself") : actor}
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {[deviceText(userAgent, appointments), ip].filter(Boolean).join(" · ")}
      </TableCell>
    </TableRow>
  );
}

/** What changed, where a log entry keeps it: times, roles and branches old and new, reasons, counts. */
function detailsOf(page: PortalPage, { event, data }: ActivityEntry): string[] {
  const { activity, common } = page;
  const word = (value: string | number | null | undefined) => {
    if (value === null || value === undefined) return common("table.none");

    if (event === "user_role_changed") return common(`role.${value}`);

    return event === "second_factor_rule_changed" ? activity(`rule.${value}`) : String(value);
  };
  if (event === "policy_changed") return [policyChange(activity, data)];
  if ("old" in data || "new" in data) {
    return [activity("change", { old: word(data["old"]), new: word(data["new"]) })];
  }

  if (event === "invitation_emails_processed" || event === "expired_invitations_cleaned") {
    return [activity(`counts.${event}`, countsOf(data))];
  }

  return [
    timesOf(page, data),
    typeof data["role"] === "string" ? common(`role.${data["role"]}`) : null,
    typeof data["note"] === "string" ? data["note"] : null,
    typeof data["error"] === "string" ? data["error"] : null,
    typeof data["reason"] === "string" ? data["reason"] : null,
  ].filter((detail) => detail !== null);
}

/** When an appointment was and is, on the company's clock. */
function timesOf(
  { activity, common, locale, company, ctx }: PortalPage,
  data: ActivityEntry["data"],
) {
  const { from, to } = data;
  const reader = { locale, timeZone: company.timeZone };
  const at = (moment: unknown) =>
    typeof moment === "string"
      ? dayAndTime(new Date(moment), { reader, now: ctx.now, common })
      : null;
  const [old, now] = [at(from), at(to)];
  if (old === null || now === null) return now;

  return activity("change", { old, new: now });
}

/** One value of a rule, as it was and is: minutes as hours, what nobody has set as taken over. */
function policyChange(activity: PortalPage["activity"], data: ActivityEntry["data"]): string {
  const field = String(data["field"]);
  const word = (value: ActivityEntry["data"][string] | undefined) => {
    if (value === null || value === undefined) return activity("policyValue.inherited");
    if (field.endsWith("NoticeMinutes")) {
      return activity("policyValue.hours", { hours: Number(value) / 60 });
    }

    return ["on", "off", "none"].includes(String(value))
      ? activity(`policyValue.${value}`)
      : String(value);
  };
  const change = activity("change", { old: word(data["old"]), new: word(data["new"]) });

  return `${activity(`policyField.${field}`)}: ${change}`;
}

/** The numbers of an entry; the words ask for those they need. */
function countsOf(data: ActivityEntry["data"]): Record<string, number> {
  const none = { sent: 0, failed: 0, expired: 0, hidden: 0, deleted: 0 };
  const counts = Object.entries(data).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );

  return { ...none, ...Object.fromEntries(counts) };
}
