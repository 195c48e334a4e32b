import { resetLinkRoute } from "@/lib/web/reset-cookie";

type Props = { params: Promise<{ token: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  return resetLinkRoute((await params).token);
}
