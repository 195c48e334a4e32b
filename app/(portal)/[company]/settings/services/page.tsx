import type { Metadata } from "next";
import * as z from "zod";

import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { ColourDot } from "@/components/ui/colour-dot";
import { Empty } from "@/components/ui/empty";
import { Icon } from "@/components/ui/icon";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { ServiceDetail } from "@/lib/catalogue/schema";
import { listServices } from "@/lib/catalogue/service/services";
import { formatMoney } from "@/lib/shared/format";
import type { PortalParams } from "@/lib/web/portal-page";
import { type SettingsPage, settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z.enum(["serviceAdded", "serviceSaved"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.services") };
}

export default async function ServicesPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings } = page;
  const services = await listServices(ctx);
  const add = (
    <ButtonLink variant="primary" href={`${home}/settings/services/new`}>
      <Icon name="plus" />
      {settings("service.add")}
    </ButtonLink>
  );

  return (
    <>
      <SettingsHead
        page={page}
        current="services"
        done={doneSchema.parse((await searchParams).done)}
        actions={add}
      />
      <Card aria-label={settings("tabs.services")}>
        {services.length === 0 ? (
          <Empty level="h2" icon="scissors" title={settings("service.none")} actions={add} />
        ) : (
          <Table
            label={settings("tabs.services")}
            columns={["name", "duration", "priceColumn", "online", "staff"].map((key) => ({
              label: settings(`service.${key}`),
            }))}
          >
            {services.map((service) => (
              <Row key={service.id} page={page} service={service} />
            ))}
          </Table>
        )}
      </Card>
    </>
  );
}

function Row({ page, service }: { page: SettingsPage; service: ServiceDetail }) {
  const { settings, common, home, locale } = page;
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = service;

  return (
    <TableRow isOff={!service.isActive}>
      <TableCell kind="main" phone="wide">
        <span className="inline-flex items-center gap-2">
          <ColourDot colour={service.colour} />
          <RowLink href={`${home}/settings/services/${service.id}`}>{service.name}</RowLink>
          {!service.isActive && (
            <Badge tone="quiet" icon="ban">
              {settings("service.off")}
            </Badge>
          )}
        </span>
      </TableCell>
      <TableCell
        phone="wide"
        sub={before + after > 0 && settings("service.around", { before, after })}
      >
        {common("time.minutes", { minutes: service.durationMinutes })}
      </TableCell>
      <TableCell phone="wide">
        {formatMoney(service.priceMinor, service.currency, locale)}
      </TableCell>
      <TableCell kind="muted" phone="wide" label={settings("service.online")}>
        {settings(service.isSelfService ? "yes" : "no")}
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {settings("service.staffCount", { count: service.staffCount })}
      </TableCell>
    </TableRow>
  );
}
