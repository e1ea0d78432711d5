import { afterEach, beforeEach, expect, test } from "vitest";
import { cleanUp } from "#services/operations/parts/clean-up.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("what nobody needs any more is removed", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const daysAgo = (days: number) => house.clock.now().subtract({ hours: 24 * days });
  const id = () => house.context.newId(house.clock.now());

  test("bodies of events go when their shop's days are over; the event stays, and so does one that still waits", async () => {
    await house.rows(`UPDATE "Shop" SET "settings" = '{"retentionDays": 30}'`);
    await house.tell("orders/create", orderBody(), { eventId: "old" });
    await house.tell("orders/create", orderBody(), { eventId: "new" });
    await house.deliver("orders/create", orderBody(), { eventId: "waits" });
    await house.rows(`UPDATE "StoreEvent" SET "receivedAt" = $1 WHERE "eventId" IN ('old', 'waits')`, [daysAgo(31)]);
    const kept = () => house.rows(`SELECT "eventId" FROM "StoreEvent" WHERE "payload" IS NOT NULL ORDER BY "eventId"`);
    await cleanUp(house.context);
    expect(await kept()).toEqual([{ eventId: "new" }, { eventId: "waits" }]);
    expect(await house.rows(`SELECT 1 FROM "StoreEvent"`)).toHaveLength(3);
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 31 }));
    await house.rows(`UPDATE "StoreEvent" SET "status" = 'processed' WHERE "eventId" = 'waits'`);
    await cleanUp(house.context);
    expect(await kept()).toEqual([{ eventId: "waits" }]);
  });

  test("expired sign-ins of visitors go, tokens of stores stay", async () => {
    const session = (name: string, online: boolean, expires: unknown) =>
      house.rows(
        `
          INSERT INTO "Session" ("id", "shop", "state", "isOnline", "expires", "accessToken")
            VALUES ($1, 's', '', $2, $3, 't')`,
        [name, online, expires],
      );
    await session("visitor, long ago", true, daysAgo(2));
    await session("visitor, now", true, house.clock.now());
    await session("store, to be renewed", false, daysAgo(2));
    await cleanUp(house.context);
    expect(await house.rows(`SELECT "id" FROM "Session" ORDER BY "id"`)).toEqual([
      { id: "store, to be renewed" },
      { id: "visitor, now" },
    ]);
  });

  test(
    "results of 90 days ago, notices read 180 days ago and " +
      "yesterday's echoes go; what is unread or unfinished stays",
    async () => {
      for (const [kind, endedAt] of [
        ["old", daysAgo(91)],
        ["young", daysAgo(89)],
        ["runs", null],
      ] as const)
        await house.rows(
          `
          INSERT INTO "BackgroundJob" ("id", "shopId", "kind", "status", "input", "actor", "createdAt", "endedAt")
            VALUES ($1, $2, $3, $4::"BackgroundJobStatus", '{}', 'a', $5, $6)`,
          [id(), shopId, kind, endedAt ? "done" : "running", daysAgo(200), endedAt],
        );
      for (const [title, readAt] of [
        ["old", daysAgo(181)],
        ["young", daysAgo(179)],
        ["unread", null],
      ] as const)
        await house.rows(
          `
          INSERT INTO "Notification" ("id", "shopId", "kind", "title", "createdAt", "readAt")
            VALUES ($1, $2, 'k', $3, $4, $5)`,
          [id(), shopId, title, daysAgo(300), readAt],
        );
      for (const [key, at] of [
        ["old", daysAgo(2)],
        ["young", house.clock.now()],
      ] as const)
        await house.rows(
          `INSERT INTO "Echo" ("shopId", "key", "sequenceId", "hop", "createdAt") VALUES ($1, $2, $3, 1, $4)`,
          [shopId, key, id(), at],
        );
      await cleanUp(house.context);
      expect(await house.rows(`SELECT "kind" FROM "BackgroundJob" ORDER BY 1`)).toEqual([
        { kind: "runs" },
        { kind: "young" },
      ]);
      expect(await house.rows(`SELECT "title" FROM "Notification" ORDER BY 1`)).toEqual([
        { title: "unread" },
        { title: "young" },
      ]);
      expect(await house.rows(`SELECT "key" FROM "Echo"`)).toEqual([{ key: "young" }]);
    },
  );
});
