import { mailStateRoute } from "@/lib/web/mail-page";

type Props = { params: Promise<{ company: string }> };

export async function GET(request: Request, { params }: Props): Promise<Response> {
  return mailStateRoute(request, (await params).company);
}
