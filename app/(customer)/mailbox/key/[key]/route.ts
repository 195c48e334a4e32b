import { mailboxKeyRoute } from "@/lib/web/mailbox-page";

type Props = { params: Promise<{ key: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  return mailboxKeyRoute((await params).key);
}
