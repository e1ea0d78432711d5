import { afterEach, beforeEach, expect, test } from "vitest";
import type { Condition } from "#core/conditions/index.ts";
import { changeMembers } from "#services/segments/change-members.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";
import { changeSegment, createSegment, deleteSegment } from "#services/segments/write-segments.server.ts";
import { runTaskNow, registerTasks } from "#services/operations/run-due-tasks.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

const VIPS: Condition = { field: "customer.tags", op: "has_any", value: ["vip"] };

describeOnDatabases("a segment", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());

  const by = () => ({ shopId, actor: "test" });
  async function customer(tags: string[], shopifyId: string | null = null): Promise<string> {
    const id = house.context.newId(house.clock.now());
    await house.rows(
      `INSERT INTO "Customer" ("id", "shopId", "shopifyId", "tags", "createdAt") VALUES ($1, $2, $3, $4, now())`,
      [id, shopId, shopifyId, tags],
    );
    return id;
  }
  async function made(form: Parameters<typeof createSegment>[2]): Promise<string> {
    const created = await createSegment(house.context, by(), form);
    if (!created.ok) throw new Error(created.message);
    return created.id;
  }
  const ofConditions = (name: string, conditions: unknown) => made({ kind: "conditions", name, conditions });
  const count = (id: string) => recountSegment(house.context, shopId, id);
  const members = async (id: string) =>
    (await house.rows(`SELECT "customerId" FROM "SegmentMember" WHERE "segmentId" = $1 ORDER BY 1`, [id])).map(
      (row) => row.customerId,
    );
  const events = () =>
    house.rows(`SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/segment%' ORDER BY "id"`);
  const setTags = (id: string, tags: string[]) =>
    house.rows(`UPDATE "Customer" SET "tags" = $2 WHERE "id" = $1`, [id, tags]);

  test("holds whom its conditions hold at the last count; counting twice changes nothing", async () => {
    const [ada, ben] = [await customer(["vip"]), await customer(["new"])];
    const id = await ofConditions("VIPs", VIPS);
    expect(await count(id)).toEqual({ ok: true, members: 1 });
    await setTags(ada, []);
    await setTags(ben, ["VIP"]);
    expect(await members(id)).toEqual([ada]);
    expect(await count(id)).toEqual({ ok: true, members: 1 });
    expect(await count(id)).toEqual({ ok: true, members: 1 });
    expect(await members(id)).toEqual([ben]);
    expect(await events()).toEqual([]);
  });

  test("tells who joined and left where an automation listens for it, and never of the first count", async () => {
    const [ada, ben] = [await customer(["vip"]), await customer([])];
    const id = await ofConditions("VIPs", VIPS);
    await house.automate(shopId, { trigger: { type: "segment_joined", config: { segment: id } } });
    await house.automate(shopId, { trigger: { type: "segment_left", config: { segment: "another one" } } });
    await count(id);
    expect(await events()).toEqual([]);
    await setTags(ada, []);
    await setTags(ben, ["vip"]);
    await count(id);
    await count(id);
    expect(await events()).toEqual([{ topic: "shopbell/segment_joined" }]);
    expect(await members(id)).toEqual([ben]);
  });

  test("counts the segments first that its conditions name", async () => {
    await customer(["vip"]);
    const vips = await ofConditions("VIPs", VIPS);
    const others = await ofConditions("Others", { not: { field: "customer.segments", op: "has_any", value: [vips] } });
    expect(await count(others)).toEqual({ ok: true, members: 0 });
  });

  test("cannot ask about itself, not by way of another one either", async () => {
    const vips = await ofConditions("VIPs", VIPS);
    const others = await ofConditions("Others", { field: "customer.segments", op: "has_none", value: [vips] });
    const form = {
      kind: "conditions" as const,
      name: "VIPs",
      conditions: { field: "customer.segments", op: "has_any", value: [others] },
    };
    expect(await changeSegment(house.context, { ...by(), id: vips }, form)).toMatchObject({
      ok: false,
      problems: [{ path: "conditions", message: expect.stringContaining("in this very segment") }],
    });
  });

  test("that is wrong is refused with the field and the remedy", async () => {
    await made({ kind: "static", name: "Regulars" });
    const create = (form: Parameters<typeof createSegment>[2]) => createSegment(house.context, by(), form);
    expect(await create({ kind: "static", name: "regulars" })).toMatchObject({
      problems: [{ path: "name", message: expect.stringContaining("choose a different one") }],
    });
    expect(await create({ kind: "conditions", name: "All", conditions: { all: [] } })).toMatchObject({
      problems: [{ path: "conditions", message: expect.stringContaining("would hold everyone") }],
    });
    expect(
      await create({
        kind: "conditions",
        name: "Odd",
        conditions: { field: "customer.fields.renewal", op: "in_last", value: { amount: 3, unit: "days" } },
      }),
    ).toMatchObject({ problems: [{ path: "conditions", message: expect.stringContaining("as a date") }] });
  });

  test("of Shopify holds its members who are known here; without an answer the last count stays", async () => {
    const ada = await customer([], "101");
    house.segments.set("501", { name: "Loyal", customerIds: ["101", "999"] });
    const id = await made({ kind: "shopify", name: "Loyal", shopifyId: "501" });
    expect(await count(id)).toEqual({ ok: true, members: 1 });
    expect(await house.rows(`SELECT "unknown", "problem" FROM "Segment"`)).toEqual([{ unknown: 1, problem: null }]);
    house.segmentsFail({ kind: "retry", detail: "Shopify answered 503" });
    expect(await count(id)).toMatchObject({ ok: false, reason: "no_answer" });
    expect(await members(id)).toEqual([ada]);
    house.segmentsFail(null);
    house.segments.delete("501");
    expect(await count(id)).toMatchObject({ ok: false, reason: "gone" });
    expect(await house.rows(`SELECT "members", "problem" FROM "Segment"`)).toEqual([{ members: 1, problem: "gone" }]);
  });

  test("that is static is changed by hand, and tells of it; a live one is not", async () => {
    const ada = await customer([]);
    const id = await made({ kind: "static", name: "Regulars" });
    await house.automate(shopId, { trigger: { type: "segment_left", config: { segment: "regulars" } } });
    const change = (segmentId: string, what: "add" | "remove") =>
      changeMembers(house.context, { ...by(), segmentId, change: what, customerIds: [ada] });
    expect(await change(id, "add")).toEqual({ ok: true, changed: 1 });
    expect(await change(id, "add")).toEqual({ ok: true, changed: 0 });
    expect(await change(id, "remove")).toEqual({ ok: true, changed: 1 });
    expect(await events()).toMatchObject([{ topic: "shopbell/segment_left" }]);
    expect(await change(await ofConditions("VIPs", VIPS), "add")).toMatchObject({ ok: false, reason: "conflict" });
  });

  test("that something uses is not deleted, and it is said what does", async () => {
    const id = await ofConditions("VIPs", VIPS);
    const automation = await house.automate(shopId, {
      name: "Hello VIPs",
      trigger: { type: "segment_joined", config: { segment: "VIPs" } },
    });
    const remove = () => deleteSegment(house.context, { ...by(), id });
    expect(await remove()).toMatchObject({
      ok: false,
      reason: "in_use",
      message: expect.stringContaining("“Hello VIPs”"),
    });
    await house.rows(`UPDATE "Automation" SET "status" = 'archived' WHERE "id" = $1`, [automation]);
    expect(await remove()).toEqual({ ok: true, deleted: true });
  });

  test("in use is counted again by the app itself; one that nothing uses is not", async () => {
    const used = await ofConditions("VIPs", VIPS);
    const unused = await ofConditions("Nobody asks", VIPS);
    await house.automate(shopId, { trigger: { type: "segment_joined", config: { segment: used } } });
    await customer(["vip"]);
    await registerTasks(house.context);
    expect(await runTaskNow(house.context, "recount-segments")).toEqual({ error: null });
    expect(await members(used)).toHaveLength(1);
    expect(await members(unused)).toHaveLength(0);
    await house.rows(`UPDATE "Segment" SET "usedAt" = $1`, [house.clock.now()]);
    await runTaskNow(house.context, "recount-segments");
    expect(await members(unused)).toHaveLength(1);
  });
});
