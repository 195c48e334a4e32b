import { beforeEach, describe, expect, it } from "vitest";

import { LastOperator } from "@/lib/accounts/errors";
import { setOperator } from "@/lib/accounts/service/manage-account";
import { createOperatorContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";
import { attackAs, owner } from "@/tests/support/database";
import { createAccount, stored } from "@/tests/support/salon";

let anna: string;
let berta: string;

beforeEach(async () => {
  anna = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  berta = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  await owner.query("update users set is_platform_operator = id = any ($1)", [[anna, berta]]);
});

const by = (userId: string) => createOperatorContext({ kind: "operator", userId, name: "Olga" });
const operators = async () =>
  (await stored("select id from users where is_platform_operator")).map(({ id }) => id);
const REVOKE = "update users set is_platform_operator = false where ";

describe("those who run the platform", () => {
  it("are never none, also when two revoke each other at once", async () => {
    const outcomes = await Promise.allSettled([
      setOperator(by(anna), { userId: berta, isOperator: false }),
      setOperator(by(berta), { userId: anna, isOperator: false }),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(LastOperator);
    expect(await operators()).toHaveLength(1);
  });

  it("are never none by SQL either, one by one, all in one statement, or at once", async () => {
    expect(await attackAs(null, `${REVOKE} true`)).toBe("PV020");
    const both = await Promise.all(
      [anna, berta].map((id) => attackAs(null, `${REVOKE} id = $1`, [id])),
    );
    expect(both.sort()).toEqual(["PV020", "let through"]);
    expect(await attackAs(null, `${REVOKE} true`)).toBe("PV020");

    expect(await operators()).toHaveLength(1);
  });

  it("may hand over in one transaction, and one goes while another stays", async () => {
    await setOperator(by(anna), { userId: berta, isOperator: false });
    expect(await operators()).toEqual([anna]);
    const handOver = "update users set is_platform_operator = id = $1 where id in ($1, $2)";

    expect(await attackAs(null, handOver, [berta, anna])).toBe("let through");
    expect(await operators()).toEqual([berta]);
  });

  it("do not revoke themselves", async () => {
    await expect(setOperator(by(anna), { userId: anna, isOperator: false })).rejects.toThrow(
      NotFound,
    );
  });
});
