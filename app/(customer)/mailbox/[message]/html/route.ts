import { mailboxMessage } from "@/lib/web/mailbox-page";

type Props = { params: Promise<{ message: string }> };

/** The mail as it was sent, for the frame that shows it: no scripts, links open in a new tab. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { html } = await mailboxMessage((await params).message);

  return new Response(html.replace("<head>", '<head><base target="_blank">'), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
