import { redirect } from "next/navigation";

import { readSession } from "@/lib/web/session";

/** There is no shop window here: members go to their company, everybody else signs in. */
export default async function StartPage() {
  redirect((await readSession()) === null ? "/sign-in" : "/companies");
}
