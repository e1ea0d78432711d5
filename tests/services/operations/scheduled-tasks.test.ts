import { afterEach, beforeEach, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { nextRun } from "#core/time/next-run.ts";
import { registerTasks, runDueTasks } from "#services/operations/run-due-tasks.server.ts";
import { runTask, tasks } from "#services/operations/run-task.server.ts";
import { claimTask, enableTask, listTasks, recordRun } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("the app's own tasks", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await registerTasks(house.context);
  });
  afterEach(() => house.close());
  const sweep = async () => (await listTasks(database().pool)).find(({ name }) => name === "sweep");

  test("each stands in the table with its pattern, its description and its next time", async () => {
    const listed = await listTasks(database().pool);
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(tasks).sort());
    for (const { description, nextRunAt, enabled } of listed)
      expect({
        described: description !== "",
        later: nextRunAt && Temporal.Instant.compare(nextRunAt, house.clock.now()) > 0,
        enabled,
      }).toEqual({ described: true, later: true, enabled: true });
  });

  test("one that is due runs once, however often it was missed, and has its next time from now", async () => {
    house.clock.moveTo(house.clock.now().add({ hours: 5 }));
    await runDueTasks(house.context);
    const ran = await sweep();
    expect(ran?.lastRunAt?.equals(house.clock.now())).toBe(true);
    expect(ran?.nextRunAt?.equals(nextRun(ran.pattern, "UTC", house.clock.now()) as Temporal.Instant)).toBe(true);
  });

  test("one that is switched off does not run", async () => {
    expect(await enableTask(database().pool, "sweep", false)).toBe(true);
    expect(await enableTask(database().pool, "nap", false)).toBe(false);
    house.clock.moveTo(house.clock.now().add({ hours: 1 }));
    await runDueTasks(house.context);
    expect((await sweep())?.lastRunAt).toBeNull();
  });

  test("one process claims it at a time; when that dies, another does after the lease", async () => {
    const later = house.clock.now().add({ hours: 1 });
    const claim = (now: Temporal.Instant) => claimTask(database().pool, ["sweep"], now, now.add({ minutes: 30 }));
    expect((await claim(later))?.name).toBe("sweep");
    expect(await claim(later)).toBeNull();
    expect((await claim(later.add({ minutes: 31 })))?.name).toBe("sweep");
  });

  test("an error is remembered until a run without one", async () => {
    await recordRun(database().pool, "sweep", {
      at: house.clock.now(),
      error: "the queue is away",
      nextRunAt: house.clock.now(),
    });
    expect((await sweep())?.lastError).toBe("the queue is away");
    await runDueTasks(house.context);
    expect((await sweep())?.lastError).toBeNull();
  });

  test("a name that no task has is refused with those there are", async () => {
    await expect(runTask(house.context, "nap")).rejects.toThrow(/there is no task "nap"; there are .*sweep/);
  });

  test("a release that changes a pattern changes the next time, and keeps what is switched off", async () => {
    await house.rows(
      `
        UPDATE "ScheduledTask" SET "pattern" = '0 0 1 1 *', "nextRunAt" = '2030-01-01T00:00:00Z', "enabled" = false
          WHERE "name" = 'sweep'`,
    );
    await registerTasks(house.context);
    const { enabled, nextRunAt, pattern } = (await sweep()) ?? {};
    expect({
      enabled,
      pattern,
      soon: nextRunAt && Temporal.Instant.compare(nextRunAt, house.clock.now().add({ hours: 1 })) < 0,
    }).toEqual({ enabled: false, pattern: tasks.sweep?.pattern, soon: true });
  });
});

test("a pattern keeps its hour by the zone's clock when clocks change", () => {
  const before = Temporal.Instant.from("2026-03-07T12:00:00Z");
  const hours = [before, before.add({ hours: 24 })].map((now) =>
    nextRun("0 30 3 * * *", "America/New_York", now)?.toString(),
  );
  expect(hours).toEqual(["2026-03-08T07:30:00Z", "2026-03-09T07:30:00Z"]);
});
