import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { library } from "#library/index.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { changeAutomations, type BulkAction } from "#services/automations/change-automations.server.ts";
import { draftFromLibrary, draftFromScratch } from "#services/automations/draft-automation.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readLibrary } from "#services/automations/read-library.server.ts";
import { readStory } from "#services/automations/read-story.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnEachDatabase("the library", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
    shop = await ensureShop(house.context, SHOP);
  });
  afterEach(() => house.close());

  const made = () =>
    house.rows<{ name: string; status: string; libraryKey: string | null }>(
      `SELECT "name", "status", "libraryKey" FROM "Automation" ORDER BY "createdAt", "id"`,
    );
  const use = async (libraryKey: string) => {
    const drafted = await draftFromLibrary(house.context, { shopId: shop.id, actor: "staff:1", libraryKey });
    if (!drafted.ok) throw new Error(drafted.message);
    return drafted.automationId;
  };
  const takenOf = async (key: string) =>
    (await readLibrary(house.context, shop)).find((offer) => offer.key === key)?.taken;

  test("each of its stories can be told, with the texts as a customer reads them and what they cost", async () => {
    for (const { key, definition } of library) {
      const story = await readStory(house.context, shop, key);
      expect(story).toMatchObject({
        key,
        kind: definition.kind,
        flow: { starts: expect.any(String) as string },
        most: { country: "United States" },
      });
      const texts = Object.values(story?.texts ?? {});
      expect({ key, texts: texts.length > 0 }).toEqual({ key, texts: true });
      for (const { body, credits } of texts)
        expect({ key, liquid: body.includes("{"), credits }).toEqual({
          key,
          liquid: false,
          credits: expect.any(Number) as number,
        });
      const { texts: most = 0, credits = 0 } = story?.most ?? {};
      expect({ key, most: most > 0 && most <= texts.length, credits: credits >= most }).toEqual({
        key,
        most: true,
        credits: true,
      });
    }
    expect(await readStory(house.context, shop, "none")).toBeNull();
  });

  test("of ways that part, a story's cost is that of the dearest", async () => {
    expect((await readStory(house.context, shop, "win-back-series"))?.most.texts).toBe(3);
  });

  test("a shop where nothing is sent to its own country is told another's prices", async () => {
    const far = { ...shop, countryCode: "CU" };
    expect((await readStory(house.context, far, "welcome"))?.most.country).toBe("United States");
    expect((await readStory(house.context, { ...shop, countryCode: "GB" }, "welcome"))?.most).toMatchObject({
      country: "United Kingdom",
      credits: 8,
    });
  });

  test("a story names those that it takes the place of, and those that take its place", async () => {
    const either = async (key: string) => (await readStory(house.context, shop, key))?.either.map((other) => other.key);
    expect(await either("welcome")).toContain("welcome-series");
    expect(await either("welcome-series")).toContain("welcome");
  });

  test("used, it is a draft, once; put away, it is made anew", async () => {
    const first = await use("welcome");
    expect(await use("welcome")).toBe(first);
    expect(await made()).toEqual([{ name: "Welcome", status: "draft", libraryKey: "welcome" }]);
    expect(await takenOf("welcome")).toEqual({ automationId: first, status: "draft" });
    await archiveAutomation(house.context, { shopId: shop.id, automationId: first, actor: "staff:1" });
    expect(await use("welcome")).not.toBe(first);
    expect(await made()).toEqual([
      { name: "Welcome", status: "archived", libraryKey: "welcome" },
      { name: "Welcome", status: "draft", libraryKey: null },
    ]);
  });

  test("from scratch there is no step that nobody wrote", async () => {
    expect(
      await draftFromScratch(house.context, { shopId: shop.id, actor: "staff:1", trigger: "order_created" }),
    ).toMatchObject({ ok: true });
    expect(await made()).toEqual([{ name: "Order created", status: "draft", libraryKey: null }]);
    expect(await house.rows(`SELECT "draft"->'steps' AS "steps" FROM "Automation"`)).toEqual([{ steps: [] }]);
    expect(await house.rows(`SELECT "actor", "action" FROM "AuditEvent" WHERE "target" LIKE 'automation:%'`)).toEqual([
      { actor: "staff:1", action: "automation.created" },
    ]);
  });

  describe("what is done to many", () => {
    const many = (deed: BulkAction, automationIds: readonly string[]) =>
      changeAutomations(house.context, { shopId: shop.id, actor: "staff:1", deed, automationIds });

    test("is done to each, and what fails is named with why", async () => {
      const [welcome, cart] = [await use("welcome"), await use("abandoned-cart")];
      expect(await many("archive", [cart])).toEqual({ ok: true, done: 1, failed: [] });
      expect(await many("on", [welcome, cart])).toEqual({
        ok: true,
        done: 1,
        failed: [{ name: "Abandoned cart", message: "an archived automation cannot be turned on; unarchive it first" }],
      });
      expect(await many("duplicate", [welcome, cart])).toMatchObject({ done: 2 });
      expect((await made()).map(({ name, status }) => `${name} ${status}`)).toEqual([
        "Welcome active",
        "Abandoned cart archived",
        "Welcome (copy) draft",
        "Abandoned cart (copy) draft",
      ]);
    });

    test(
      "taken out of the archive, one is off, or a draft where it " +
        "was never published, and the audit trail says who did it",
      async () => {
        const [welcome, cart] = [await use("welcome"), await use("abandoned-cart")];
        await many("on", [welcome]);
        await many("archive", [welcome, cart]);
        expect(await many("unarchive", [welcome, cart])).toEqual({ ok: true, done: 2, failed: [] });
        expect((await made()).map(({ name, status }) => `${name} ${status}`)).toEqual([
          "Welcome paused",
          "Abandoned cart draft",
        ]);
        expect(await many("on", [welcome])).toMatchObject({ done: 1 });
        const audits = await house.rows(
          `SELECT "actor", "after" FROM "AuditEvent" WHERE "before"->>'status' = 'archived' ORDER BY "after"->>'status'`,
        );
        expect(audits).toEqual([
          { actor: "staff:1", after: { status: "draft" } },
          { actor: "staff:1", after: { status: "paused" } },
        ]);
      },
    );

    test("what is not archived is left as it is when it is taken out of the archive", async () => {
      const welcome = await use("welcome");
      await many("on", [welcome]);
      expect(await many("unarchive", [welcome])).toEqual({ ok: true, done: 1, failed: [] });
      expect((await made()).map(({ status }) => status)).toEqual(["active"]);
    });

    test("is not done to Shopbell's own, nor to another shop's", async () => {
      const own = await use("welcome");
      await house.rows(`UPDATE "Automation" SET "internal" = true`);
      const other = await house.open(["abandoned-cart"], { domain: "larkspur.myshopify.com" });
      const [theirs] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation" WHERE "shopId" = $1`, [other]);
      expect(await many("archive", [own, theirs?.id ?? ""])).toMatchObject({
        done: 0,
        failed: [{ name: own }, { name: theirs?.id }],
      });
      expect((await made()).map(({ status }) => status)).toEqual(["draft", "active"]);
    });
  });
});
