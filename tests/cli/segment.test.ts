import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { consentBody } from "../fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

describeOnDatabases("the operator's segments", (database) => {
  let house: House;
  let cwd: string;
  beforeEach(async () => {
    cwd = mkdtempSync(path.join(os.tmpdir(), "shopbell-segment-"));
    house = buildHouse(database());
    await house.open([]);
    await house.tell("customers_marketing_consent/update", consentBody());
  });
  afterEach(async () => {
    await house.close();
    rmSync(cwd, { recursive: true });
  });

  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ cwd, open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }

  test("are created by conditions, listed, and counted with who can be texted", async () => {
    const where = { field: "texts.consent", op: "equals", value: "subscribed" };
    writeFileSync(path.join(cwd, "where.json"), JSON.stringify(where));
    expect(await shopbell("segment", "create", SHOP, "Subscribers", "--where", "where.json")).toMatchObject({
      code: 0,
      out: "“Subscribers” is created, with 1 members\n",
    });
    expect((await shopbell("segment", "list", SHOP)).out).toMatch(/Subscribers +conditions +1 /);
    const counted = JSON.parse((await shopbell("segment", "count", SHOP, "subscribers", "--json")).out) as object;
    expect(counted).toMatchObject({ customers: 1, sendable: 1, left: [], byCountry: [{ country: "US", sendable: 1 }] });
  });

  test("say what is wrong with conditions, and which segments there are", async () => {
    writeFileSync(path.join(cwd, "where.json"), `{ "field": "customer.tag", "op": "has_any", "value": ["vip"] }`);
    expect((await shopbell("segment", "create", SHOP, "VIPs", "--where", "where.json")).err).toMatch(
      /^conditions\.field there is no field "customer\.tag" here; did you mean customer\.tags/,
    );
    expect(await shopbell("segment", "count", SHOP, "VIPs")).toMatchObject({
      code: 1,
      err: 'no segment "VIPs"; there is none yet\n',
    });
  });
});
