import { afterEach, beforeEach, expect, test } from "vitest";
import { readDefinition } from "#core/automations/definition.ts";
import { startManually } from "#services/automations/start-manually.server.ts";
import { resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { insertAutomation } from "#shell/repositories/automations/automations.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";
import { takeIn, told } from "../intake/taking-in.ts";

describeOnDatabases("an automation started by hand", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
  });
  afterEach(() => house.close());

  async function automation(type: string, on = true): Promise<string> {
    const read = readDefinition({
      name: "Thanks",
      kind: "marketing",
      trigger: { type },
      reentry: "every_time",
      steps: [{ id: "note", type: "notify_admin", config: { title: "Due", body: "Now." } }],
    });
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    const now = house.clock.now();
    const id = house.context.newId(now);
    await insertAutomation(database().pool, {
      id,
      shopId,
      name: "Thanks",
      description: "",
      trigger: type,
      libraryKey: null,
      draft: read.definition,
      author: "test",
      createdAt: now,
    });
    if (on) await resumeAutomation(house.context, { shopId, automationId: id, actor: "test" });
    return id;
  }
  const people = (count: number) =>
    house.rows<{ id: string }>(
      `
        INSERT INTO "Customer" ("id", "shopId") SELECT gen_random_uuid(), $1::uuid FROM generate_series(1, $2::int) n
          RETURNING "id"`,
      [shopId, count],
    );
  const segment = async (): Promise<string> => {
    const id = house.context.newId(house.clock.now());
    await house.rows(`INSERT INTO "Segment" ("id", "shopId", "name") VALUES ($1, $2, 'VIP')`, [id, shopId]);
    await house.rows(
      `
        INSERT INTO "SegmentMember" ("segmentId", "customerId", "shopId", "joinedAt")
          SELECT $1::uuid, "id", "shopId", now() FROM "Customer"`,
      [id],
    );
    return id;
  };
  const start = (automationId: string, whom: Parameters<typeof startManually>[1]["audience"], requestId = "click-1") =>
    startManually(house.context, { shopId, automationId, audience: whom, actor: "staff:1", requestId });
  const audits = () => house.rows(`SELECT "actor", "target" FROM "AuditEvent" WHERE "action" = 'automation.started'`);

  test("for one customer: once a click, however often it is sent, and on record", async () => {
    const automationId = await automation("manual");
    const [ada] = await people(1);
    const customerId = ada?.id ?? "";
    expect(await start(automationId, { customerIds: [customerId] })).toEqual({ ok: true, started: 1 });
    expect(await start(automationId, { customerIds: [customerId] })).toEqual({ ok: true, started: 1 });
    expect((await takeIn(house)).map(told)).toMatchObject([
      {
        topic: "shopbell/manual",
        customerId,
        targetAutomationId: automationId,
        subject: `manual:click-1:${customerId}`,
      },
    ]);
    expect(await audits()).toEqual([{ actor: "staff:1", target: `automation:${automationId}` }]);
    await start(automationId, { customerIds: [customerId] }, "click-2");
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("for chosen customers: each of them once, and those that are not there are left out", async () => {
    const automationId = await automation("manual");
    const ids = (await people(3)).map(({ id }) => id);
    await house.rows(`UPDATE "Customer" SET "erasedAt" = now() WHERE "id" = $1`, [ids[2]]);
    const customerIds = [...ids, ids[0] ?? "", "nobody"];
    expect(await start(automationId, { customerIds })).toEqual({ ok: true, started: 2 });
    expect((await takeIn(house)).map((event) => String(told(event)?.customerId)).toSorted()).toEqual(
      ids.slice(0, 2).toSorted(),
    );
    expect(await audits()).toHaveLength(1);
  });

  test("for a segment: every member once, page by page", async () => {
    const automationId = await automation("manual");
    await people(1_100);
    const segmentId = await segment();
    await start(automationId, { segmentId });
    await start(automationId, { segmentId });
    const events = await takeIn(house);
    expect(events).toHaveLength(1_100);
    expect(new Set(events.map((event) => told(event)?.customerId)).size).toBe(1_100);
  });

  test.each<
    [
      string,
      (ids: {
        on: string;
        off: string;
        other: string;
        customerId: string;
      }) => [string, Parameters<typeof startManually>[1]["audience"]],
      string,
    ]
  >([
    [
      "that is not there",
      ({ customerId }) => ["0197c0de-0000-7000-8000-000000000000", { customerIds: [customerId] }],
      "not_found",
    ],
    ["that starts by itself", ({ other, customerId }) => [other, { customerIds: [customerId] }], "not_startable"],
    ["that is off", ({ off, customerId }) => [off, { customerIds: [customerId] }], "off"],
    ["for nobody's id", ({ on }) => [on, { customerIds: ["nobody"] }], "not_found"],
    [
      "for a segment that is not there",
      ({ on }) => [on, { segmentId: "0197c0de-0000-7000-8000-000000000000" }],
      "not_found",
    ],
  ])("one %s is refused, and nothing is raised", async (_what, make, reason) => {
    const [ada] = await people(1);
    const ids = {
      on: await automation("manual"),
      off: await automation("manual", false),
      other: await automation("birthday"),
      customerId: ada?.id ?? "",
    };
    const [automationId, whom] = make(ids);
    expect(await start(automationId, whom)).toMatchObject({ ok: false, reason });
    expect(await takeIn(house)).toEqual([]);
    expect(await audits()).toEqual([]);
  });
});
