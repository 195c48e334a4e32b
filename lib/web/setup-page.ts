import "server-only";

import { v7 as uuidV7 } from "uuid";

import { isEmptyInstallation, setupSecret } from "@/lib/companies/service/set-up";
import { equalSecrets } from "@/lib/platform/secrets";
import { createOperatorContext, type OperatorContext } from "@/lib/tenancy/context";
import { SETUP_LINK } from "@/lib/web/account-links";
import { visitorContext } from "@/lib/web/page-context";
import { requestOrigin } from "@/lib/web/request-origin";

/** Whether this installation can be set up from this browser, still lacks the link, or is set up. */
export async function readSetupState(): Promise<"open" | "closed" | "done"> {
  if (!(await isEmptyInstallation(await visitorContext()))) return "done";

  return equalSecrets(await SETUP_LINK.read(), setupSecret()) ? "open" : "closed";
}

/** The context of the operator who is about to exist. */
export async function founderContext(name: string): Promise<OperatorContext> {
  const origin = await requestOrigin();

  return createOperatorContext({ kind: "operator", userId: uuidV7(), name }, { origin });
}
