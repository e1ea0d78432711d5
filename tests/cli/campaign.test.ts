import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { giveAudience } from "../services/campaigns/audience.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

const BODY = "20% off until Sunday. Reply STOP to opt out";

describeOnDatabases("the operator's campaigns", (database) => {
  let house: House;
  let cwd: string;
  beforeEach(async () => {
    cwd = mkdtempSync(path.join(os.tmpdir(), "shopbell-campaign-"));
    house = buildHouse(database());
    const shopId = await house.open([]);
    await giveAudience(house, shopId, ["+12125552001", "+12125552002", "+12125552003"]);
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
  const create = async (content: unknown) => {
    writeFileSync(path.join(cwd, "campaign.json"), JSON.stringify(content));
    return shopbell("campaign", "create", SHOP, "campaign.json", "--json");
  };
  const idOf = ({ out }: { out: string }) => (JSON.parse(out) as { id: string }).id;

  test("are written from a file, scheduled, sent, and say what became of each recipient", async () => {
    await house.rows(`UPDATE "Customer" SET "locale" = 'de-AT' WHERE "phone" = '+12125552002'`);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "address" = '+12125552003'`);
    const made = await create({
      name: "Autumn",
      segment: "regulars",
      bodies: { default: BODY, de: `Herbst! ${BODY}` },
    });
    expect(made).toMatchObject({ code: 0, err: "" });
    const id = idOf(made);
    expect((await shopbell("campaign", "list", SHOP)).out).toMatch(/Autumn +draft/);
    expect((await shopbell("campaign", "schedule", SHOP, id)).out).toMatch(/^“Autumn”: scheduled for 2026/);
    for (let looks = 0; looks < 3; looks++) {
      await runCampaigns(house.context);
      await house.work();
      house.clock.moveTo(house.clock.now().add({ milliseconds: 2_317 }));
    }
    const bodies = new Map(house.texts.map(({ to, body }) => [to, body]));
    expect(bodies.get("+12125552001")).not.toContain("Herbst");
    expect(bodies.get("+12125552002")).toContain("Herbst!");
    const shown = (await shopbell("campaign", "show", SHOP, id)).out;
    expect(shown).toMatch(/“Autumn”: sent, 2 sent/);
    expect(shown).toMatch(/1 left_out: Unsubscribed/);
  });

  test("can be paused, resumed and cancelled", async () => {
    const id = idOf(await create({ name: "Autumn", segment: ["Regulars"], body: BODY, when: "2026-03-02T12:00" }));
    await shopbell("campaign", "schedule", SHOP, id);
    expect((await shopbell("campaign", "unschedule", SHOP, id)).out).toMatch(/: draft/);
    await shopbell("campaign", "schedule", SHOP, id);
    expect(await shopbell("campaign", "pause", SHOP, id)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/only a campaign that is being sent can be paused/) as string,
    });
    expect((await shopbell("campaign", "cancel", SHOP, id)).out).toMatch(/: cancelled/);
    expect((await shopbell("campaign", "resume", SHOP, id)).code).toBe(1);
  });

  test.each([
    ["a segment that is not there", { segment: "Nobody" }, /no segment "Nobody"/],
    ["a key that is misspelled", { segmnt: "Regulars", segment: "Regulars" }, /segmnt/],
    ["a text that is missing", { segment: "Regulars", body: undefined }, /arms\.0\.body write the text/],
    ["a time that is none", { segment: "Regulars", when: "soon" }, /when\.at write a time/],
  ])("are refused for %s, with the field and the remedy", async (_what, changes, problem) => {
    const answer = await create({ name: "Autumn", body: BODY, ...changes });
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(answer.err).toMatch(problem);
  });
});
