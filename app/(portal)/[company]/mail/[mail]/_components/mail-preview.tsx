import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import type { MailDetail } from "@/lib/delivery/service/get-mail";
import type { MailPage } from "@/lib/web/mail-page";

type Props = { page: MailPage; detail: MailDetail };

/** Why there may be nothing to show, as far as it is known. */
const MISSING = {
  pending: "notWritten",
  sent: "erased",
  failed: "notKept",
  cancelled: "notKept",
} as const;

/** The mail as it goes out, in a frame that can do nothing but be looked at. */
export function MailPreview({ page: { delivery, home }, detail: { mail, message } }: Props) {
  const missing = MISSING[mail.status];

  return (
    <Card aria-labelledby="preview">
      <CardHead id="preview">{delivery("detail.preview")}</CardHead>
      {message === null ? (
        <Empty icon="mail" title={delivery(`detail.${missing}`)}>
          <p>{delivery(`detail.${missing}Text`)}</p>
        </Empty>
      ) : (
        <CardBody>
          <p className="text-note text-ink-2">{delivery("detail.previewHint")}</p>
          <iframe
            title={delivery("detail.frame")}
            src={`${home}/mail/${mail.id}/html`}
            sandbox=""
            className="h-160 w-full rounded-lg border border-line bg-surface"
          />
          <Disclosure summary={delivery("detail.text")}>
            <pre className="rounded-lg border border-line bg-sunken p-4 text-note wrap-anywhere whitespace-pre-wrap">
              {message.text}
            </pre>
          </Disclosure>
        </CardBody>
      )}
    </Card>
  );
}
