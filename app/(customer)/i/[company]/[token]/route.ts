import { invitationLinkRoute } from "@/lib/web/link-route";

type Props = { params: Promise<{ company: string; token: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { company, token } = await params;

  return invitationLinkRoute(company, token, { isOpened: true });
}

export async function HEAD(_request: Request, { params }: Props): Promise<Response> {
  const { company, token } = await params;

  return invitationLinkRoute(company, token, { isOpened: false });
}
