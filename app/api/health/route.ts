import { healthRoute } from "@/lib/web/health-route";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return healthRoute();
}
