import { afterEach, beforeEach, expect, test } from "vitest";
import { libraryEntry } from "#library/index.ts";
import { addFromLibrary } from "#services/automations/draft-automation.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { saveDraftFromEditor } from "#services/automations/save-draft.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { publishAutomation } from "#services/automations/publish-automation.server.ts";
import { readEditor } from "#services/automations/read-editor.server.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const SAM = "staff:2";

describeOnDatabases("the editor keeps a draft", (database) => {
  let house: House;
  let shop: Shop;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shop = await ensureShop(house.context, SHOP);
    const taken = await addFromLibrary(house.context, {
      shopId: shop.id,
      libraryKey: "win-back-series",
      actor: "staff:1",
    });
    automationId = taken.ok ? taken.automationId : "";
  });
  afterEach(() => house.close());

  const open = async () => {
    const view = await readEditor(house.context, shop, automationId);
    if (!view?.draft) throw new Error("it cannot be edited");
    return { ...view, draft: view.draft };
  };
  const keep = (document: unknown, basedOn: string | null, actor = "staff:1") =>
    saveDraftFromEditor(house.context, shop, { automationId, actor, document, basedOn });
  const audits = () =>
    house.rows<{ actor: string }>(
      `SELECT "actor" FROM "AuditEvent" WHERE "action" = 'automation.draft' ORDER BY "createdAt", "id"`,
    );

  test("unfinished: it opens again as it was left, and cannot be published", async () => {
    const { draft, revision } = await open();
    const unfinished = {
      ...draft,
      name: "",
      steps: [...draft.steps, { id: "more", type: "send_sms", config: { body: "" } }],
    };
    expect(await keep(unfinished, revision)).toMatchObject({
      ok: true,
      problems: [{ path: "name" }, { path: "steps.6.config.body" }],
    });
    expect((await open()).draft).toEqual(unfinished);
    expect((await open()).name).toBe(libraryEntry("win-back-series")?.definition.name);
    expect(
      await publishAutomation(house.context, { shopId: shop.id, automationId, actor: SAM, inside: "finish" }),
    ).toMatchObject({ ok: false, reason: "invalid" });
  });

  test("once: what says the same is no change", async () => {
    const { draft, revision } = await open();
    expect(await keep(draft, revision)).toMatchObject({ ok: true, revision, problems: [] });
    expect(await audits()).toEqual([]);
    expect(await keep({ ...draft, name: "Come back" }, revision)).toMatchObject({ ok: true });
    expect(await audits()).toEqual([{ actor: "staff:1" }]);
  });

  test("not over what somebody else has saved meanwhile, unless told to", async () => {
    const { draft, revision } = await open();
    await keep({ ...draft, name: "Sam’s" }, revision, SAM);
    const refused = await keep({ ...draft, name: "Rosa’s" }, revision);
    expect(refused).toMatchObject({
      ok: false,
      reason: "conflict",
      theirs: { draft: { name: "Sam’s" }, saved: { by: null } },
    });
    expect((await open()).draft.name).toBe("Sam’s");
    expect(await keep({ ...draft, name: "Rosa’s" }, refused.theirs?.revision ?? "")).toMatchObject({ ok: true });
    await keep({ ...draft, name: "Sam’s again" }, null, SAM);
    expect((await open()).draft.name).toBe("Sam’s again");
  });

  test("and what publishing or pausing does to the automation is no conflict", async () => {
    const { draft, revision } = await open();
    await publishAutomation(house.context, { shopId: shop.id, automationId, actor: SAM, inside: "finish" });
    expect(await keep({ ...draft, name: "Come back" }, revision)).toMatchObject({ ok: true });
  });

  test("with what only the shop's data can tell", async () => {
    const { draft, revision } = await open();
    const step = { id: "join", type: "add_to_segment", config: { segmentId: "0197c0de-0000-7000-8000-000000000001" } };
    const kept = await keep({ ...draft, steps: [step] }, revision);
    expect(kept).toMatchObject({
      ok: true,
      problems: [{ path: "steps.0.config.segmentId", message: expect.stringContaining("no segment of this shop") }],
    });
    expect((await open()).problems).toHaveLength(1);
  });

  test.for([
    ["no automation at all", { steps: "none" }],
    [
      "two steps of one id",
      {
        trigger: { type: "order_created" },
        steps: [
          { id: "a", type: "exit" },
          { id: "a", type: "exit" },
        ],
      },
    ],
    ["a character that no database keeps", { trigger: { type: "order_created" }, name: "a\0", steps: [] }],
    ["more than a file may hold", { trigger: { type: "order_created" }, name: "a".repeat(300_000), steps: [] }],
  ] as const)("but not %s", async ([, document]) => {
    const { revision } = await open();
    expect(await keep(document, revision)).toMatchObject({ ok: false, reason: "invalid" });
    expect((await open()).revision).toBe(revision);
  });

  test("nor one that is archived, or of another shop", async () => {
    const { draft, revision } = await open();
    const other = await ensureShop(house.context, "larkspur.myshopify.com");
    expect(
      await saveDraftFromEditor(house.context, other, { automationId, actor: SAM, document: draft, basedOn: revision }),
    ).toMatchObject({ ok: false, reason: "not_found" });
    expect(await readEditor(house.context, other, automationId)).toBeNull();
    await archiveAutomation(house.context, { shopId: shop.id, automationId, actor: SAM });
    expect(await keep({ ...draft, name: "Again" }, revision)).toMatchObject({ ok: false, reason: "archived" });
  });

  test("ids of published steps are known, in arms too", async () => {
    expect((await open()).usedIds).toEqual([]);
    await publishAutomation(house.context, { shopId: shop.id, automationId, actor: SAM, inside: "finish" });
    expect((await open()).usedIds.toSorted()).toEqual([
      "a-week",
      "ask",
      "eleven-days",
      "first-morning",
      "gift",
      "give",
      "last-days",
      "miss-you",
      "offer",
      "second-morning",
      "third-morning",
    ]);
  });
});
