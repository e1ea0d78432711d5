import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

describeOnDatabases("the operator", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([], { credits: 50 });
  });
  afterEach(() => house.close());

  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }

  describe("puts credits right", () => {
    test.for([
      ["-20", 30],
      ["+20", 70],
      ["20", 70],
    ] as const)("by %s", async ([change, balance]) => {
      expect(await shopbell("credits", "adjust", SHOP, change, "--note", "a mistake")).toEqual({
        code: 0,
        out: `${SHOP} has ${balance} credits\n`,
        err: "",
      });
      expect(await house.rows(`SELECT "type", "note" FROM "CreditEntry" ORDER BY "seq" DESC LIMIT 1`)).toEqual([
        { type: "adjust", note: "a mistake" },
      ]);
    });

    test.for([
      ["with no reason", ["-20"], 2, /--note/],
      ["by nothing", ["0", "--note", "x"], 2, /must be a whole number such as/],
      ["by a part of one", ["1.5", "--note", "x"], 2, /must be a whole number such as/],
      ["below zero", ["-51", "--note", "x"], 1, /51 credits cannot be taken: only 50 are free/],
    ] as const)("but not %s", async ([, args, code, why]) => {
      const answer = await shopbell("credits", "adjust", SHOP, ...args);
      expect(answer.code).toBe(code);
      expect(answer.err).toMatch(why);
      expect((await house.holdings()).balance).toBe(50);
    });
  });

  test("reads the packs", async () => {
    const { out } = await shopbell("credits", "packs");
    expect(out.split("\n")[0]).toMatch(/^PACK +CREDITS +PRICE +NAME$/);
    expect(out).toMatch(/^credits-500 +500 +10\.00 USD +500 text credits$/m);
  });

  test("proves a ledger, and reads each row that does not agree", async () => {
    expect(await shopbell("ledger", "verify", SHOP)).toEqual({
      code: 0,
      out: `${SHOP}: 1 entries agree with a balance of 50 and 0 held\n`,
      err: "",
    });
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 60`);
    expect(await shopbell("ledger", "verify")).toEqual({
      code: 1,
      out: `${SHOP}: 1 do not agree\n  Shop ${SHOP} balance is 60, the ledger adds up to 50\n`,
      err: "",
    });
  });
});
