import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Disclosure } from "@/components/ui/disclosure";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Link } from "@/components/ui/link";
import type { RuleException, Rules } from "@/lib/policies/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

const ICONS = { branch: "building", service: "scissors", staff: "user" } as const;
const KINDS = ["branch", "service", "staff"] as const satisfies readonly RuleException["kind"][];

/** For whom something else holds, and for whom it could. */
export function Exceptions({ page, rules }: { page: SettingsPage; rules: Rules }) {
  const { settings, home } = page;

  return (
    <Card aria-labelledby="exceptions">
      <CardHead id="exceptions">{settings("exception.title")}</CardHead>
      {rules.exceptions.length > 0 && (
        <LineList>
          {rules.exceptions.map(({ scope, kind, name, fields }) => (
            <LineItem
              key={scope}
              icon={ICONS[kind]}
              sub={fields.map((field) => settings(`exception.field.${field}`)).join(" · ")}
            >
              <Link
                href={`${home}/settings/rules/${scope}`}
                className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
              >
                {name}
              </Link>
            </LineItem>
          ))}
        </LineList>
      )}
      <CardBody className="border-t border-line first:border-t-0">
        <p className="text-ink-2">{settings("exception.order")}</p>
        <Disclosure summary={settings("exception.add")}>
          <div className="grid gap-4">
            {KINDS.map((kind) => (
              <div key={kind} className="grid gap-2">
                <h3 className="text-sm text-ink-2">{settings(`exception.kind.${kind}`)}</h3>
                <div className="flex flex-wrap gap-2">
                  {rules.choices
                    .filter((choice) => choice.kind === kind)
                    .map(({ scope, name }) => (
                      <ButtonLink key={scope} size="sm" href={`${home}/settings/rules/${scope}`}>
                        {name}
                      </ButtonLink>
                    ))}
                </div>
              </div>
            ))}
          </div>
        </Disclosure>
      </CardBody>
    </Card>
  );
}
