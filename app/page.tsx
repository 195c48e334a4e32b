import { redirect } from "next/navigation";

import { isEmptyInstallation } from "@/lib/companies/service/set-up";
import { visitorContext } from "@/lib/web/page-context";
import { readSession } from "@/lib/web/session";

/** There is no shop window here: members go to their company, everybody else signs in. */
export default async function StartPage() {
  if ((await readSession()) !== null) redirect("/companies");

  redirect((await isEmptyInstallation(await visitorContext())) ? "/setup" : "/sign-in");
}
