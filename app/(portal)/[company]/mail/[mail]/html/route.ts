import { mailFrameRoute } from "@/lib/web/mail-page";

type Props = { params: Promise<{ company: string; mail: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { company, mail } = await params;

  return mailFrameRoute(company, mail);
}
