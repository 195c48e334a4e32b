import { manageLinkRoute } from "@/lib/web/link-route";

type Props = { params: Promise<{ company: string; token: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { company, token } = await params;

  return manageLinkRoute(company, token, { isOpened: true });
}

/** Whoever only asks what there would be has opened nothing. */
export async function HEAD(_request: Request, { params }: Props): Promise<Response> {
  const { company, token } = await params;

  return manageLinkRoute(company, token, { isOpened: false });
}
