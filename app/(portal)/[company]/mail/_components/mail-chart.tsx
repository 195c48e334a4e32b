import { dayWords } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Disclosure } from "@/components/ui/disclosure";
import { joinClasses } from "@/components/ui/join-classes";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { MailDay } from "@/lib/delivery/service/get-mail-overview";
import type { MailPage } from "@/lib/web/mail-page";

import { bars, CHART, gridLines } from "./chart-shape";

type Props = { page: MailPage; days: readonly MailDay[] };

const SERIES = {
  delivered: "fill-ink-3 bg-ink-3",
  sent: "fill-line-strong bg-line-strong",
  bad: "fill-bad-fill bg-bad-fill",
} as const;
type Series = keyof typeof SERIES;
const KEYS = Object.keys(SERIES) as Series[];
/** Every week has its date below; a bar a day has no room for more. */
const LABEL_EVERY = 7;

/** A month of mails: drawn on the server, and as a table for those who would rather read it. */
export function MailChart({ page, days }: Props) {
  const { delivery } = page;
  const isEmpty = days.every(({ delivered, sent, bad }) => delivered + sent + bad === 0);

  return (
    <Card aria-labelledby="chart">
      <CardHead id="chart">{delivery("chart.title")}</CardHead>
      <CardBody>
        {isEmpty ? (
          <p className="text-ink-2">{delivery("chart.none")}</p>
        ) : (
          <>
            <ul className="flex flex-wrap gap-x-4 text-xs text-ink-2">
              {KEYS.map((key) => (
                <li key={key} className="flex items-center gap-1.5">
                  <span aria-hidden className={joinClasses("rounded-xs size-2.5", SERIES[key])} />
                  {delivery(`chart.${key}`)}
                </li>
              ))}
            </ul>
            <Drawing page={page} days={days} />
            <Disclosure summary={delivery("chart.asTable")}>
              <DayTable page={page} days={days} />
            </Disclosure>
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Drawing({ page: { delivery, locale, ctx }, days }: Props) {
  const words = (day = "") => dayWords(day, locale, ctx.now);
  const sum = (key: Series) => days.reduce((total, day) => total + day[key], 0);
  const short = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const most = Math.max(...days.map(({ delivered, sent, bad }) => delivered + sent + bad));

  return (
    <div
      className="overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label={delivery("chart.scroll")}
    >
      <svg
        viewBox={`0 0 ${CHART.width} ${CHART.height}`}
        role="img"
        aria-labelledby="chart-name chart-text"
        className="w-full min-w-160"
      >
        <title id="chart-name">
          {delivery("chart.name", { from: words(days[0]?.day), to: words(days.at(-1)?.day) })}
        </title>
        <desc id="chart-text">
          {delivery("chart.description", {
            delivered: sum("delivered"),
            sent: sum("sent"),
            bad: sum("bad"),
          })}
        </desc>
        {gridLines(most).map(({ value, y }) => (
          <g key={value}>
            <line x1={CHART.left} x2={CHART.width} y1={y} y2={y} className="stroke-line" />
            <text x={CHART.left - 8} y={y + 4} textAnchor="end" className="fill-ink-2 text-xs">
              {value}
            </text>
          </g>
        ))}
        {days.map((day, index) => (
          <g key={day.day}>
            {bars(day, { index, most }).map(({ series, ...shape }) => (
              <rect key={series} {...shape} rx={1.5} className={SERIES[series]} />
            ))}
            {(days.length - 1 - index) % LABEL_EVERY === 0 && (
              <text
                x={CHART.left + (index + 0.5) * CHART.step}
                y={CHART.height - 6}
                textAnchor={index === days.length - 1 ? "end" : "middle"}
                className="fill-ink-2 text-xs"
              >
                {short.format(new Date(day.day))}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

function DayTable({ page: { delivery, locale, ctx }, days }: Props) {
  return (
    <Table
      label={delivery("chart.title")}
      columns={[
        { label: delivery("chart.day") },
        ...KEYS.map((key) => ({ label: delivery(`chart.${key}`), align: "end" as const })),
      ]}
    >
      {days.toReversed().map((day) => (
        <TableRow key={day.day}>
          <TableCell phone="wide">{dayWords(day.day, locale, ctx.now)}</TableCell>
          {KEYS.map((key) => (
            <TableCell key={key} align="end" phone="wide" label={delivery(`chart.${key}`)}>
              {day[key]}
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Table>
  );
}
