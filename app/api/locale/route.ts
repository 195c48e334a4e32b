import { localeRoute } from "@/lib/web/locale-route";

export function POST(request: Request): Promise<Response> {
  return localeRoute(request);
}
