import { afterEach, beforeEach, expect, test } from "vitest";
import {
  deleteSavedView,
  readSavedViews,
  renameSavedView,
  saveView,
} from "#services/activity/change-saved-views.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("the views that a shop saves", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const of = () => ({ shopId, page: "activity", actor: "staff:1" });
  const names = async (page = "activity") =>
    (await readSavedViews(house.context, { id: shopId }, page)).map(({ name }) => name);
  const save = (name: string, query = "view=failed") => saveView(house.context, of(), { name, query });

  test("a view is kept with its filters, renamed and deleted, and each is written down", async () => {
    const made = await save("  No   consent ", "reason=no_consent&when=last_7_days");
    if (!made.ok) throw new Error(made.message);
    expect(await readSavedViews(house.context, { id: shopId }, "activity")).toEqual([
      { id: made.id, name: "No consent", query: "reason=no_consent&when=last_7_days" },
    ]);
    expect(await names("scheduled")).toEqual([]);
    expect(await renameSavedView(house.context, of(), { id: made.id, name: "Never agreed" })).toMatchObject({
      ok: true,
      name: "Never agreed",
    });
    expect(await deleteSavedView(house.context, of(), { id: made.id })).toMatchObject({
      ok: true,
      name: "Never agreed",
    });
    expect(await names()).toEqual([]);
    expect(
      await house.rows(
        `
          SELECT "action", "before"->>'name' AS was, "after"->>'name' AS "is" FROM "AuditEvent"
            WHERE "action" LIKE 'view.%' ORDER BY "id"`,
      ),
    ).toEqual([
      { action: "view.saved", was: null, is: "No consent" },
      { action: "view.renamed", was: "No consent", is: "Never agreed" },
      { action: "view.deleted", was: "Never agreed", is: null },
    ]);
  });

  test.each(["", "   ", "x".repeat(41)])("the name %j is refused, at its field", async (name) => {
    expect(await save(name)).toMatchObject({ ok: false, reason: "invalid", problems: [{ path: "name" }] });
  });

  test("no two of a page have one name, whatever its capitals; a view may keep its own", async () => {
    const one = await save("Failed lately");
    expect(await save("failed Lately")).toMatchObject({ ok: false, problems: [{ path: "name" }] });
    expect(
      await renameSavedView(house.context, of(), { id: one.ok ? one.id : "", name: "FAILED lately" }),
    ).toMatchObject({ ok: true });
    expect(
      await saveView(house.context, { ...of(), page: "other" }, { name: "Failed lately", query: "" }),
    ).toMatchObject({ ok: true });
  });

  test("another shop's view is as missing as one that is gone", async () => {
    const one = await save("Mine");
    const theirs = { ...of(), shopId: await house.open([], { domain: "larkspur.myshopify.com" }) };
    const id = one.ok ? one.id : "";
    expect(await renameSavedView(house.context, theirs, { id, name: "Theirs" })).toMatchObject({
      ok: false,
      reason: "not_found",
    });
    expect(await deleteSavedView(house.context, theirs, { id })).toMatchObject({ ok: false, reason: "not_found" });
    expect(await names()).toEqual(["Mine"]);
  });

  test("there is an end to them", async () => {
    for (let n = 0; n < 30; n++) expect(await save(`View ${n}`)).toMatchObject({ ok: true });
    expect(await save("One more")).toMatchObject({ ok: false, reason: "invalid" });
  });
});
