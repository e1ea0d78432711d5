import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { nextRun } from "#core/time/next-run.ts";
import { registerTasks, runDueTasks } from "#services/operations/run-due-tasks.server.ts";
import { TASK_LEASE } from "#services/operations/parts/task-lease.server.ts";
import { runTask, tasks } from "#services/operations/run-task.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  claimTask,
  enableTask,
  listTasks,
  recordRun,
  renewTask,
  type ScheduledTaskRow,
} from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { untilReady } from "#tests/support/ports.ts";
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

  /** What a worker does that then dies: it claims a task, and nothing more. */
  const claim = () => {
    const now = house.clock.now();
    return claimTask(database().pool, { jobs: ["sweep"], running: [] }, now, now.add(TASK_LEASE));
  };

  test("one whose worker dies in it runs again within a minute", async () => {
    house.clock.moveTo(house.clock.now().add({ seconds: 20 }));
    expect((await claim())?.name).toBe("sweep");
    house.clock.moveTo(house.clock.now().add({ milliseconds: 44_313 }));
    await runDueTasks(house.context);
    expect((await sweep())?.lastRunAt).toBeNull();
    house.clock.moveTo(house.clock.now().add({ milliseconds: 14_207 }));
    await runDueTasks(house.context);
    expect((await sweep())?.lastRunAt?.equals(house.clock.now())).toBe(true);
  });

  describe("while it runs", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
    afterEach(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });
    const verifyLedgers = tasks["verify-ledgers"] as { run(context: AppContext): Promise<void>; minutes: number };
    /** A run of the nightly proof that goes on until it is let end. */
    const longRun = () => {
      let end = () => {};
      const run = vi.spyOn(verifyLedgers, "run");
      run.mockImplementation(() => new Promise((resolve) => (end = resolve)));
      return { run, end: () => end() };
    };
    const until = async (name: string, holds: (task: ScheduledTaskRow) => boolean) => {
      let task: ScheduledTaskRow | undefined;
      await untilReady(async () => {
        task = (await listTasks(database().pool)).find((one) => one.name === name);
        if (!task || !holds(task)) throw new Error(`${name} is not what it should be`);
      });
      return task;
    };
    const isRunning = ({ leaseUntil }: ScheduledTaskRow) => leaseUntil !== null;

    test("its lease is renewed, the other tasks run, and no other worker takes it", async () => {
      const { run, end } = longRun();
      house.clock.moveTo(house.clock.now().add({ hours: 24 }));
      const polled = runDueTasks(house.context);
      await until("verify-ledgers", isRunning);
      for (let quarter = 0; quarter < 12; quarter++) {
        house.clock.moveTo(house.clock.now().add({ milliseconds: 15_241 }));
        const lease = house.clock.now().add(TASK_LEASE);
        vi.advanceTimersByTime(15_000);
        await until("verify-ledgers", ({ leaseUntil }) => leaseUntil?.equals(lease) ?? false);
        // Another process: its own pool, and so its own list of what runs in it.
        await runDueTasks({ ...house.context, db: { ...house.context.db } });
        expect((await sweep())?.lastRunAt?.equals(house.clock.now())).toBe(true);
      }
      expect(run).toHaveBeenCalledTimes(1);
      end();
      await polled;
      await until("verify-ledgers", ({ lastError, leaseUntil }) => lastError === null && leaseUntil === null);
    });

    test("one that hangs fails after its longest time, and is free for others", async () => {
      longRun();
      house.clock.moveTo(house.clock.now().add({ hours: 24 }));
      const polled = runDueTasks(house.context);
      await until("verify-ledgers", isRunning);
      vi.advanceTimersByTime(verifyLedgers.minutes * 60_000);
      await polled;
      expect(await until("verify-ledgers", ({ lastError }) => lastError !== null)).toMatchObject({
        lastError: `it did not end within ${verifyLedgers.minutes} minutes`,
        leaseUntil: null,
      });
    });

    test("a worker that was taken for dead records nothing over its successor's run", async () => {
      house.clock.moveTo(house.clock.now().add({ seconds: 20 }));
      const first = await claim();
      house.clock.moveTo(house.clock.now().add({ seconds: 47 }));
      const second = await claim();
      const run = { at: house.clock.now(), error: "late", failures: 1, nextRunAt: house.clock.now() };
      await recordRun(database().pool, first as ScheduledTaskRow, run);
      expect(await renewTask(database().pool, first as ScheduledTaskRow, house.clock.now())).toBe(false);
      expect(await sweep()).toMatchObject({ lastError: null, leaseUntil: second?.leaseUntil });
    });
  });

  test("one that fails is tried again before its next tick, and its error goes with the first run without one", async () => {
    const nightly = tasks["verify-ledgers"] as { run(context: AppContext): Promise<void> };
    const run = vi.spyOn(nightly, "run").mockRejectedValueOnce(new Error("a")).mockRejectedValueOnce(new Error("b"));
    const proof = async () => (await listTasks(database().pool)).find(({ name }) => name === "verify-ledgers");
    house.clock.moveTo((await proof())?.nextRunAt ?? house.clock.now());
    for (const [error, failures] of [
      ["a", 1],
      ["b", 2],
      [null, 0],
    ] as const) {
      house.clock.moveTo(house.clock.now().add({ milliseconds: 61_877 }));
      await runDueTasks(house.context);
      expect(await proof()).toMatchObject({ lastError: error, failures });
    }
    expect(run).toHaveBeenCalledTimes(3);
    run.mockRestore();
  });

  test("those that are due together start in the order of their priority", async () => {
    const started: string[] = [];
    const spies = Object.entries(tasks).map(([name, task]) =>
      vi.spyOn(task, "run").mockImplementation(async () => void started.push(name)),
    );
    house.clock.moveTo(house.clock.now().add({ hours: 24, milliseconds: 219 }));
    await runDueTasks(house.context);
    const order = started.map((name) => tasks[name]?.priority);
    expect(started.toSorted()).toEqual(Object.keys(tasks).toSorted());
    expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
    for (const spy of spies) spy.mockRestore();
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
