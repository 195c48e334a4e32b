import { accessRoute } from "@/lib/web/access-route";

type Props = { params: Promise<{ company: string }> };

export async function GET(request: Request, { params }: Props): Promise<Response> {
  return accessRoute(request, (await params).company);
}
