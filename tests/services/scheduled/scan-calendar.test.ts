import { afterEach, beforeEach, expect, test } from "vitest";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { Temporal } from "#core/time/time.ts";
import { scanCalendar } from "#services/scheduled/parts/scan-calendar.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { insertAutomation, publishVersion } from "#shell/repositories/automations/automations.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";
import { takeIn, told } from "../intake/taking-in.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

const NINE = Temporal.Instant.from("2026-03-02T14:00:00Z");

describeOnDatabases("the calendar", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database(), { now: NINE });
    shopId = await house.open([], { credits: 0 });
  });
  afterEach(() => house.close());

  function definition(type: string, config: Record<string, unknown>): Definition {
    const steps = [{ id: "note", type: "notify_admin", config: { title: "Due", body: "Somebody is due." } }];
    const read = readDefinition({
      name: type,
      kind: "marketing",
      trigger: { type, config },
      reentry: "every_time",
      steps,
    });
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    return read.definition;
  }
  /** An automation of this trigger that is on from now. */
  async function automation(type: string, config: Record<string, unknown> = {}): Promise<string> {
    const draft = definition(type, config);
    const now = house.clock.now();
    const automationId = house.context.newId(now);
    await insertAutomation(database().pool, {
      id: automationId,
      shopId,
      name: type,
      description: "",
      trigger: type,
      libraryKey: null,
      draft,
      author: "test",
      createdAt: now,
    });
    await resumeAutomation(house.context, { shopId, automationId, actor: "test" });
    return automationId;
  }
  async function customer(columns: Record<string, unknown>): Promise<string> {
    const id = house.context.newId(house.clock.now());
    const names = Object.keys(columns);
    await house.rows(
      `
        INSERT INTO "Customer" ("id", "shopId"${names.map((name) => `, "${name}"`).join("")})
          VALUES ($1, $2${names.map((_, at) => `, $${at + 3}`).join("")})`,
      [id, shopId, ...Object.values(columns)],
    );
    return id;
  }
  const scanAt = async (iso: string) => {
    house.clock.moveTo(Temporal.Instant.from(iso));
    await scanCalendar(house.context);
    return (await takeIn(house)).map(told);
  };

  test("tells of a birthday at its hour in the shop's zone, once, of the one automation", async () => {
    const automationId = await automation("birthday", { at: "10:00" });
    const ada = await customer({ birthday: "03-02" });
    await customer({ birthday: "03-03" });
    await customer({ birthday: "03-02", erasedAt: NINE });
    expect(await scanAt("2026-03-02T14:59:00Z")).toEqual([]);
    expect(await scanAt("2026-03-02T15:00:30Z")).toEqual([
      {
        topic: "shopbell/birthday",
        at: "2026-03-02T15:00:00Z",
        subject: `birthday:2026-03-02:${ada}`,
        customerId: ada,
        targetAutomationId: automationId,
        facts: { birthday: { on: "2026-03-02" } },
      },
    ]);
    expect(await house.rows(`SELECT "eventId" FROM "StoreEvent"`)).toEqual([
      { eventId: `birthday:${automationId}:${ada}:2026-03-02` },
    ]);
    expect(await scanAt("2026-03-02T15:01:00Z")).toEqual([]);
  });

  test("two workers that look at the same time tell once", async () => {
    await automation("birthday", { at: "10:00" });
    await customer({ birthday: "03-02" });
    house.clock.moveTo(Temporal.Instant.from("2026-03-02T15:00:30Z"));
    await Promise.all([scanCalendar(house.context), scanCalendar(house.context), scanCalendar(house.context)]);
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("a later hour set on the same day does not tell of the same birthday again", async () => {
    const automationId = await automation("birthday", { at: "10:00" });
    await customer({ birthday: "03-02" });
    expect(await scanAt("2026-03-02T15:00:30Z")).toHaveLength(1);
    const now = house.clock.now();
    await publishVersion(database().pool, {
      id: house.context.newId(now),
      shopId,
      automationId,
      definition: definition("birthday", { at: "12:00" }),
      publishedBy: "test",
      createdAt: now,
    });
    expect(await scanAt("2026-03-02T17:00:30Z")).toEqual([]);
  });

  test("after an outage of a week the last three days are caught up, as late as they are, and never again", async () => {
    await automation("birthday", { at: "10:00" });
    await Promise.all(["03-05", "03-06", "03-07", "03-08", "03-09"].map((birthday) => customer({ birthday })));
    const events = await scanAt("2026-03-09T20:00:00Z");
    expect(events.map((event) => event?.at)).toEqual([
      "2026-03-07T15:00:00Z",
      "2026-03-08T14:00:00Z",
      "2026-03-09T14:00:00Z",
    ]);
    expect(await scanAt("2026-03-09T20:05:00Z")).toEqual([]);
  });

  test("while it is off its days go by", async () => {
    const automationId = await automation("birthday", { at: "10:00" });
    await customer({ birthday: "03-03" });
    await pauseAutomation(house.context, { shopId, automationId, actor: "test" });
    for (const day of ["03", "04"]) expect(await scanAt(`2026-03-${day}T16:00:00Z`)).toEqual([]);
    await resumeAutomation(house.context, { shopId, automationId, actor: "test" });
    expect(await scanAt("2026-03-04T17:00:00Z")).toEqual([]);
  });

  test("a shop that has left is not looked at", async () => {
    await automation("birthday", { at: "10:00" });
    await customer({ birthday: "03-02" });
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
    expect(await scanAt("2026-03-02T15:01:00Z")).toEqual([]);
  });

  test("finds whose last order is so many local days back", async () => {
    await automation("customer_inactive", { days: 60, at: "10:00" });
    const late = await customer({ lastOrderAt: "2026-01-02T04:59:00Z" });
    await customer({ lastOrderAt: "2026-01-02T05:00:00Z" });
    await customer({ lastOrderAt: null });
    await customer({ lastOrderAt: "2026-01-01T04:59:00Z" });
    expect(await scanAt("2026-03-02T15:01:00Z")).toMatchObject([
      { customerId: late, subject: `inactive:2026-01-01:${late}`, facts: { inactive: { days: 60 } } },
    ]);
  });

  test("finds for whom a date of theirs comes up, written as a day or as a time", async () => {
    await automation("date_reached", { field: "customer.fields.renewal", days: 3, side: "before", at: "10:00" });
    const day = await customer({ fields: { renewal: "2026-03-05" } });
    const time = await customer({ fields: { renewal: "2026-03-06T04:59:00Z" } });
    await customer({ fields: { renewal: "2026-03-06T05:00:00Z" } });
    await customer({ fields: { renewal: "soon" } });
    const events = await scanAt("2026-03-02T15:01:00Z");
    expect(events.map((event) => event?.customerId ?? "").toSorted()).toEqual([day, time].toSorted());
    expect(events[0]).toMatchObject({ facts: { date: { on: "2026-03-05" } } });
  });

  test("a pattern calls every subscriber, or a segment, in its own zone", async () => {
    const ada = await customer({ phone: "+12125550147" });
    await subscribeNumbers(house.context.db.pool);
    const bob = await customer({ phone: "+12125550148" });
    await subscribeNumbers(house.context.db.pool, "unsubscribed");
    const segmentId = house.context.newId(NINE);
    await house.rows(`INSERT INTO "Segment" ("id", "shopId", "name") VALUES ($1, $2, 'VIP')`, [segmentId, shopId]);
    await house.rows(
      `INSERT INTO "SegmentMember" ("segmentId", "customerId", "shopId", "joinedAt") VALUES ($1, $2, $3, now())`,
      [segmentId, bob, shopId],
    );
    const everyone = await automation("schedule", { pattern: "0 16 * * *", timezone: "Europe/Paris" });
    const vips = await automation("schedule", { pattern: "0 16 * * *", timezone: "Europe/Paris", segmentId });
    const events = await scanAt("2026-03-02T15:00:10Z");
    expect(events.map((event) => [event?.targetAutomationId, event?.customerId])).toEqual([
      [everyone, ada],
      [vips, bob],
    ]);
    expect(events[0]).toMatchObject({
      subject: `schedule:2026-03-02T15:00:00Z:${ada}`,
      facts: { schedule: { at: "2026-03-02T15:00:00Z" } },
    });
  });

  test("thousands are told page by page, each once, and what happened meanwhile has its turn between", async () => {
    const automationId = await automation("schedule", { pattern: "0 10 * * *" });
    await house.rows(
      `
        INSERT INTO "Customer" ("id", "shopId", "phone")
          SELECT ('0197c0de-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1::uuid,
          '+1212555' || lpad(n::text, 4, '0') FROM generate_series(1, 2300) n`,
      [shopId],
    );
    await subscribeNumbers(house.context.db.pool);
    house.clock.moveTo(Temporal.Instant.from("2026-03-02T15:00:20Z"));
    await scanCalendar(house.context);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "StoreEvent"`)).toEqual([{ n: 500 }]);
    const events = await takeIn(house);
    expect(events).toHaveLength(2_300);
    expect(new Set(events.map((event) => told(event)?.customerId)).size).toBe(2_300);
    expect(new Set(events.map((event) => told(event)?.targetAutomationId))).toEqual(new Set([automationId]));
    expect(new Set(events.map(({ triggeredAt }) => triggeredAt.toString()))).toEqual(new Set(["2026-03-02T15:00:00Z"]));
  });

  test("a page that is raised later counts as late as the first, no later", async () => {
    await automation("schedule", { pattern: "0 10 * * *" });
    await house.rows(
      `
        INSERT INTO "Customer" ("id", "shopId", "phone")
          SELECT gen_random_uuid(), $1::uuid, '+1212555' || lpad(n::text, 4, '0') FROM generate_series(1, 700) n`,
      [shopId],
    );
    await subscribeNumbers(house.context.db.pool);
    house.clock.moveTo(Temporal.Instant.from("2026-03-02T15:00:20Z"));
    await scanCalendar(house.context);
    house.clock.moveTo(Temporal.Instant.from("2026-03-02T15:10:20Z"));
    const events = await takeIn(house);
    expect(
      events.map(({ triggeredAt }) => triggeredAt.toString()).filter((at) => at === "2026-03-02T15:10:00Z"),
    ).toHaveLength(200);
  });
});
