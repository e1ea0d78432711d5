import { afterEach, beforeEach, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { exportAutomation, importDraft } from "#services/automations/automation-file.server.ts";
import { duplicateAutomation, saveDraft } from "#services/automations/draft-automation.server.ts";
import { readAutomations } from "#services/automations/read-automations.server.ts";
import { tagAutomations } from "#services/automations/tag-automations.server.ts";
import { readHistory } from "#services/team/read-history.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { publishAndActivate } from "#services/automations/publish-and-activate.server.ts";
import { readPublish } from "#services/automations/read-publish.server.ts";
import { readVersions } from "#services/automations/read-versions.server.ts";
import { restoreVersion } from "#services/automations/restore-version.server.ts";
import { countAlikeSequences } from "#shell/repositories/engine/active-sequences.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const thanks = {
  name: "Thanks",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "per_subject",
  steps: [say("thanks", "Thanks!"), pause("wait", 2, "days"), say("ask", "Happy?")],
} satisfies DefinitionDocument;

describeOnDatabases("an automation's versions", (database) => {
  let house: House;
  let shop: Shop;
  let target: { shopId: string; automationId: string; actor: string };
  beforeEach(async () => {
    house = buildHouse(database());
    const shopId = await house.open([]);
    const found = await findShop(house.context.db.pool, SHOP);
    const saved = await saveDraft(house.context, { shopId, document: thanks, actor: "staff:1" });
    if (!found || !saved.ok) throw new Error("nothing was made");
    shop = found;
    target = { shopId, automationId: saved.automationId, actor: "staff:1" };
  });
  afterEach(() => house.close());

  const publish = () => publishAndActivate(house.context, { ...target, inside: "finish", turnOn: true });
  const edit = (change: Partial<DefinitionDocument>) =>
    saveDraft(house.context, { ...target, document: { ...thanks, ...change } });
  const versions = (sides = {}) => readVersions(house.context, shop, target.automationId, sides);

  test("the first is published and on in one go; published again there is nothing to do", async () => {
    expect(await readPublish(house.context, target)).toMatchObject({ ok: true, current: null, next: 1, changes: null });
    expect(await publish()).toMatchObject({ ok: true, version: 1, notOn: null });
    expect(await house.rows(`SELECT "status" FROM "Automation"`)).toEqual([{ status: "active" }]);
    expect(await readPublish(house.context, target)).toMatchObject({ ok: false, reason: "unchanged", problems: [] });
  });

  test("the dialog reads no more rows for many inside than for few", async () => {
    await publish();
    for (let order = 1; order <= 30; order++)
      await house.deliver("orders/create", orderBody({ order: String(order), token: `c-${order}` }));
    await house.work();
    await edit({ steps: [say("thanks", "Thank you!"), pause("wait", 3, "days"), say("ask", "Happy?")] });
    const alike = await countAlikeSequences(house.context.db.pool, target.automationId, house.clock.now());
    expect(alike).toMatchObject([{ stepId: "wait", behind: ["thanks"], underWay: false, sequences: 30 }]);
    expect(await readPublish(house.context, target)).toMatchObject({
      waiting: [{ sequences: 30, goesOn: true }],
      inside: { finish: { stayed: { asked: 30 } }, move: { moved: 30, retimed: 30 }, cancel: { cancelled: 30 } },
    });
  });

  test("publishing tells who is inside, where, and what each answer means for them", async () => {
    await publish();
    await house.tell("orders/create", orderBody());
    await edit({ steps: [say("thanks", "Thank you!"), pause("pause", 1, "days"), say("ask", "Happy?")] });
    expect(await readPublish(house.context, target)).toMatchObject({
      ok: true,
      current: 1,
      next: 2,
      waiting: [{ step: "Wait 2 days", sequences: 1, goesOn: false }],
      inside: {
        finish: { stayed: { asked: 1 } },
        move: { moved: 0, stayed: { step_gone: 1 } },
        cancel: { cancelled: 1 },
      },
      changes: [
        { kind: "removed", stepId: "wait" },
        { kind: "changed", stepId: "thanks" },
        { kind: "added", stepId: "pause" },
      ],
    });
  });

  test("what forbids publishing is told with its step", async () => {
    await publish();
    await house.rows(`UPDATE "Automation" SET "draft" = jsonb_set("draft", '{steps,2,config,body}', '""')`);
    const asked = await readPublish(house.context, target);
    expect(asked).toMatchObject({ ok: false, reason: "invalid", problems: [{ stepId: "ask" }] });
    expect(await readPublish(house.context, { ...target, automationId: "nothing" })).toMatchObject({
      ok: false,
      reason: "not_found",
    });
  });

  test("each says who made it, what it changed and how many go by it", async () => {
    await publish();
    await house.tell("orders/create", orderBody());
    await edit({ steps: [say("thanks", "Thank you!"), pause("wait", 2, "days"), say("ask", "Happy?")] });
    await publish();
    await edit({ steps: [say("thanks", "Many thanks!")] });
    const view = await versions();
    expect(view?.versions).toMatchObject([
      { number: 2, runs: true, inside: 0, note: "Changed: “SMS: ‘Thank you!’”" },
      { number: 1, runs: false, inside: 1, note: "Initial version" },
    ]);
    expect(view?.draftDiffers).toBe(true);
    expect(view?.compared).toMatchObject({ from: 1, to: 2, changes: [{ kind: "changed", stepId: "thanks" }] });
    expect((await versions({ from: 1, to: "draft" }))?.compared?.changes?.map(({ kind }) => kind)).toEqual([
      "removed",
      "removed",
      "changed",
    ]);
    expect((await versions({ from: 9, to: 1 }))?.compared).toBeNull();
  });

  test("one is restored into the draft, and what runs stays", async () => {
    await publish();
    await edit({ name: "Other", steps: [say("thanks", "Other")] });
    await publish();
    expect(await restoreVersion(house.context, { ...target, version: 1 })).toMatchObject({ ok: true, version: 1 });
    expect((await versions({ from: 1, to: "draft" }))?.compared?.changes).toEqual([]);
    expect((await versions())?.versions[0]).toMatchObject({ number: 2, runs: true });
    expect(await restoreVersion(house.context, { ...target, version: 7 })).toMatchObject({
      ok: false,
      reason: "not_found",
    });
    expect(
      await house.rows(
        `
          SELECT "actor" FROM "AuditEvent" WHERE "action" = 'automation.draft' ORDER BY "createdAt" DESC, "id" DESC
            LIMIT 1`,
      ),
    ).toEqual([{ actor: "staff:1" }]);
  });

  test("tags are given, taken and told; a copy and a file keep them", async () => {
    await publish();
    const tag = (add: string[], remove: string[] = []) =>
      tagAutomations(house.context, {
        shopId: target.shopId,
        actor: "staff:1",
        automationIds: [target.automationId],
        add,
        remove,
      });
    const tags = async () =>
      (await readAutomations(house.context, shop)).automations.map((one) => [one.name, one.tags]);
    expect(await tag(["Summer", "VIP", "vip"])).toEqual({ ok: true, changed: 1 });
    expect(await tag(["summer"])).toEqual({ ok: true, changed: 0 });
    expect(await tag(["x".repeat(41)])).toMatchObject({ ok: false, problems: [{ path: "tags" }] });
    expect(await duplicateAutomation(house.context, { ...target, actor: "staff:1" })).toMatchObject({ ok: true });
    expect(await tags()).toEqual([
      ["Thanks", ["Summer", "VIP"]],
      ["Thanks (copy)", ["Summer", "VIP"]],
    ]);
    const file = await exportAutomation(house.context, target);
    if (!file.ok) throw new Error(file.message);
    expect(await tag([], ["VIP"])).toEqual({ ok: true, changed: 1 });
    expect((await tags())[0]).toEqual(["Thanks", ["Summer"]]);
    await importDraft(house.context, { ...target, text: file.text });
    expect((await tags())[0]).toEqual(["Thanks", ["Summer", "VIP"]]);
    expect((await readHistory(house.context, shop, {}, {})).rows.map(({ what }) => what)).toContain(
      "Changed the tags of “Thanks”",
    );
    expect(
      await tagAutomations(house.context, {
        shopId: "0197c0de-0000-7000-8000-000000000001",
        actor: "staff:1",
        automationIds: [target.automationId],
        add: ["Theirs"],
        remove: [],
      }),
    ).toMatchObject({ ok: false, reason: "not_found" });
  });

  test("a file is the same automation once it is back", async () => {
    await publish();
    const file = await exportAutomation(house.context, target);
    if (!file.ok) throw new Error(file.message);
    expect(file.name).toBe("thanks.json");
    await edit({ steps: [say("thanks", "Other")] });
    expect(await importDraft(house.context, { ...target, text: file.text })).toMatchObject({ ok: true });
    expect((await versions({ from: 1, to: "draft" }))?.compared?.changes).toEqual([]);
    expect(await importDraft(house.context, { ...target, text: "{" })).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining("is no JSON") }],
    });
    expect(await exportAutomation(house.context, { ...target, version: 1 })).toMatchObject({
      ok: true,
      name: "thanks-1.json",
    });
    expect(await exportAutomation(house.context, { ...target, version: 2 })).toMatchObject({ ok: false });
  });
});
