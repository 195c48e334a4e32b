import { beforeEach, expect, it } from "vitest";

import { ApiVersionRefused } from "@/lib/calcom/errors";
import { getSyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { setApiVersion } from "@/lib/calcom/service/set-api-version";
import { createOperatorContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { connect } from "@/tests/support/calendar";
import { as, createAccount, createSalon, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let operator: ReturnType<typeof createOperatorContext>;

beforeEach(async () => {
  salon = await createSalon();
  await connect(salon, "http://127.0.0.1:9");
  const userId = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  operator = createOperatorContext({ kind: "operator", userId, name: "Olga" });
});

const set = (endpoint: string, version: string | null) =>
  setApiVersion(operator.inCompany(salon.companyId), { endpoint, version });
const shown = async () =>
  (await getSyncPanel(as(salon.companyId, salon.owner)))?.connection.apiVersions;

it("says on the calendar's panel which versions a connection has of its own, until they are the usual ones", async () => {
  expect(await shown()).toEqual({});
  await set("bookings.get", "2026-02-25");
  expect(await shown()).toEqual({ "bookings.get": "2026-02-25" });
  await set("bookings.get", null);

  expect(await shown()).toEqual({});
});

it("takes no endpoint and no version that there cannot be, and nobody's word but an operator's", async () => {
  await expect(set("bookings.steal", "2026-02-25")).rejects.toThrow(ApiVersionRefused);
  await expect(set("bookings.get", "newest")).rejects.toThrow(ApiVersionRefused);
  await expect(
    setApiVersion(as(salon.companyId, salon.owner), { endpoint: "me", version: null }),
  ).rejects.toThrow(NotAllowed);
});
