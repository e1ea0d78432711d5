import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { changeAutomations } from "#services/automations/change-automations.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { deleteDraft } from "#services/automations/delete-draft.server.ts";
import { draftFromLibrary, draftFromScratch } from "#services/automations/draft-automation.server.ts";
import { publishAutomation } from "#services/automations/publish-automation.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnEachDatabase("deleting a draft", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
    shop = await ensureShop(house.context, SHOP);
  });
  afterEach(() => house.close());

  const target = (automationId: string) => ({ shopId: shop.id, actor: "staff:1", automationId });
  const names = async () =>
    (await house.rows<{ name: string }>(`SELECT "name" FROM "Automation" ORDER BY "createdAt", "id"`)).map(
      ({ name }) => name,
    );
  const made = (result: { ok: true; automationId: string } | { ok: false; message: string }) => {
    if (!result.ok) throw new Error(result.message);
    return result.automationId;
  };
  const scratch = async () =>
    made(await draftFromScratch(house.context, { shopId: shop.id, actor: "staff:1", trigger: "order_created" }));
  const fromLibrary = async (libraryKey: string) =>
    made(await draftFromLibrary(house.context, { shopId: shop.id, actor: "staff:1", libraryKey }));

  test("an untouched draft is deleted for good, and the history says by whom", async () => {
    const id = await scratch();
    expect(await deleteDraft(house.context, target(id))).toEqual({ ok: true, automationId: id });
    expect(await names()).toEqual([]);
    expect(
      await house.rows(`SELECT "actor", "before", "after" FROM "AuditEvent" WHERE "action" = 'automation.deleted'`),
    ).toEqual([{ actor: "staff:1", before: { name: "Order created" }, after: null }]);
    expect(await deleteDraft(house.context, target(id))).toMatchObject({ ok: false, reason: "not_found" });
  });

  test("a template's draft is deleted, and the template can be used again", async () => {
    const first = await fromLibrary("welcome");
    expect(await deleteDraft(house.context, target(first))).toMatchObject({ ok: true });
    expect(await fromLibrary("welcome")).not.toBe(first);
    expect(await names()).toEqual(["Welcome"]);
  });

  test("an automation that was published is not, whether it is on, off or archived", async () => {
    const id = await fromLibrary("welcome");
    const refusal = { ok: false, reason: "in_use", message: expect.stringContaining("archive it instead") as string };
    expect(await publishAutomation(house.context, { ...target(id), inside: "finish" })).toMatchObject({ ok: true });
    expect(await deleteDraft(house.context, target(id))).toEqual(refusal);
    for (const change of [resumeAutomation, pauseAutomation, archiveAutomation]) {
      await change(house.context, target(id));
      expect(await deleteDraft(house.context, target(id))).toEqual(refusal);
    }
    expect(await names()).toEqual(["Welcome"]);
    expect(await house.rows(`SELECT FROM "AuditEvent" WHERE "action" = 'automation.deleted'`)).toEqual([]);
  });

  test("a draft of another shop is not found", async () => {
    const id = await scratch();
    const other = { ...target(id), shopId: "0197c0de-0000-7000-8000-00000000ffff" };
    expect(await deleteDraft(house.context, other)).toMatchObject({ ok: false, reason: "not_found" });
    expect(await names()).toEqual(["Order created"]);
  });

  test("of several, each that can be is deleted, and each other is named with why", async () => {
    const [published, draft] = [await fromLibrary("welcome"), await scratch()];
    await resumeAutomation(house.context, target(published));
    expect(
      await changeAutomations(house.context, {
        shopId: shop.id,
        actor: "staff:1",
        deed: "delete",
        automationIds: [published, draft],
      }),
    ).toEqual({
      ok: true,
      done: 1,
      failed: [{ name: "Welcome", message: expect.stringContaining("archive it instead") as string }],
    });
    expect(await names()).toEqual(["Welcome"]);
  });
});
