import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import type { MailDetail } from "@/lib/delivery/service/get-mail";
import type { MailPage } from "@/lib/web/mail-page";

import { nextText } from "../../_components/mail-text";

type Props = { page: MailPage; detail: MailDetail };

export function MailFacts({ page, detail: { mail, message } }: Props) {
  const { delivery, home } = page;
  const { appointment } = mail;
  const attachments = message?.attachments ?? [];

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{delivery("detail.facts")}</CardHead>
      <CardBody>
        <Facts>
          {message !== null && (
            <>
              <Fact label={delivery("detail.subject")}>{message.subject}</Fact>
              {message.from !== undefined && (
                <Fact label={delivery("detail.from")}>{message.from}</Fact>
              )}
            </>
          )}
          {attachments.length > 0 && (
            <Fact label={delivery("detail.attachments")}>
              {attachments.map(({ filename }) => filename).join(", ")}
            </Fact>
          )}
          {mail.kind !== "access_link" && (
            <Fact label={delivery("detail.about")}>
              <Link
                href={
                  appointment === null ? `${home}/team` : `${home}/appointments/${appointment.id}`
                }
              >
                {appointment?.reference ?? delivery("detail.inTeam")}
              </Link>
            </Fact>
          )}
          <Fact label={delivery("table.attempts")}>
            {delivery("table.attemptsOf", { attempts: mail.attempts, max: mail.maxAttempts })}
          </Fact>
          {mail.status === "pending" && (
            <Fact label={delivery("table.next")}>{nextText(page, mail)}</Fact>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}
