import { absenceStateRoute } from "@/lib/web/absence-page";

type Props = { params: Promise<{ company: string; absence: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { company, absence } = await params;

  return absenceStateRoute(company, absence);
}
