import { SETUP_LINK } from "@/lib/web/account-links";

type Props = { params: Promise<{ token: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  return SETUP_LINK.route((await params).token);
}
