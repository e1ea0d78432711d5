import { afterEach, beforeEach, expect, test } from "vitest";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { publishFormWordings } from "#services/consent/parts/publish-form-wordings.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("what the storefront's opt-in form shows", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["double-opt-in"]);
  });
  afterEach(() => house.close());

  const change = (changes: object) => saveSettings(house.context, { shopId, actor: "staff:1", changes });
  const confirm = (text: string) => change({ disclosure: { text, version: "" } });
  /** What Shopify was told since the last time. */
  const told = async () => {
    const before = house.writes.length;
    await publishFormWordings(house.context);
    return house.writes.slice(before).map(({ write, domain, told: given }) => {
      const [metafields] = given as [{ key: string; value: string }[]];
      return [write, domain, ...metafields.map(({ key, value }) => `${key}=${value}`)];
    });
  };
  const shown = (words: string, version: string) => [
    ["setAppMetafields", SHOP, "available=true", `wording=${JSON.stringify({ words, version })}`],
  ];
  const closed = [["setAppMetafields", SHOP, "available=false", 'wording={"words":null,"version":null}']];

  test("is the confirmed consent text with its version, told once for each change", async () => {
    expect(await told()).toEqual([]);
    await confirm("Texts from {{ shop.name }}.");
    expect(await told()).toEqual(shown("Texts from Juniper.", "2026-03-02"));
    expect(await told()).toEqual([]);
    await confirm("More texts from {{ shop.name }}.");
    expect(await told()).toEqual(shown("More texts from Juniper.", "2026-03-02b"));
    await change({ senderName: "Juni" });
    expect(await told()).toEqual(shown("More texts from Juni.", "2026-03-02b"));
  });

  test("is closed while no automation asks for the YES", async () => {
    await confirm("Texts from {{ shop.name }}.");
    await told();
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    await pauseAutomation(house.context, { shopId, actor: "test", automationId: automation?.id ?? "" });
    expect(await told()).toEqual(closed);
    expect(await told()).toEqual([]);
  });

  test("is told again after a failure, and after a new installation", async () => {
    await confirm("Texts from {{ shop.name }}.");
    house.store(() => ({ kind: "retry", detail: "503" }));
    expect(await told()).toHaveLength(1);
    house.store(() => ({ kind: "done" }));
    expect(await told()).toHaveLength(1);
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = $1`, [house.clock.now()]);
    expect(await told()).toEqual([]);
    await ensureShop(house.context, SHOP);
    expect(await told()).toHaveLength(1);
  });
});
