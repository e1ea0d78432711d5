import { afterEach, beforeEach, expect, test } from "vitest";
import { stepsIdle } from "#services/engine/run-steps.server.ts";
import { QueueUnavailable } from "#shell/queue/queue.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { workWithoutReminders } from "../../../jobs/worker.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("a worker whose queue", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
  });
  afterEach(() => house.close());
  const queueIs = (isThere: boolean) => {
    const { queue } = house.context;
    queue.isReachable = async () => isThere;
    queue.remind = async () => {
      if (!isThere) throw new QueueUnavailable("Redis cannot be reached");
    };
  };

  test("is away ingests what was stored, and sends what is due", async () => {
    queueIs(false);
    await house.deliver("orders/create", orderBody());
    for (let look = 0; look < 3; look++) {
      await workWithoutReminders(house.context);
      await stepsIdle(house.context);
      house.clock.moveTo(house.clock.now().add({ milliseconds: 5_107 }));
    }
    expect(house.texts).toHaveLength(1);
  });

  test("is there leaves the work to its reminders", async () => {
    queueIs(true);
    await house.deliver("orders/create", orderBody());
    await workWithoutReminders(house.context);
    expect(await house.rows(`SELECT "status" FROM "StoreEvent"`)).toEqual([{ status: "received" }]);
  });
});
