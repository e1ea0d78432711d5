import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import pino from "pino";
import { jobs, priorities, queueNames, type Reminder } from "#core/operations/jobs.ts";
import { systemClock, type Clock } from "#shell/clock.server.ts";
import type { Log } from "#shell/log.server.ts";
import { QueueUnavailable, type Concurrency, type Handlers, type Queue } from "#shell/queue/queue.server.ts";

export const silent: Log = pino({ level: "silent" });
export const one: Concurrency = { events: 1, steps: 1, background: 1, campaigns: 1, maintenance: 1 };

export interface DriverOptions {
  clock: Clock;
  log: Log;
  backoffBase: number;
}

/** A reminder of a step; which job it is matters to few tests. */
export const step = (id: string, more: Partial<Extract<Reminder, { name: "steps.run" }>> = {}): Reminder => ({
  name: "steps.run",
  id,
  payload: { id },
  priority: priorities.normal,
  ...more,
});

/** Handlers that do nothing, except those given. */
export const handlers = (given: Partial<Handlers>): Handlers => ({
  "events.ingest": async () => {},
  "steps.run": async () => {},
  "background.run": async () => {},
  "campaigns.run": async () => {},
  "task.run": async () => {},
  ...given,
});

/** A door that handlers wait before, so that a test decides when they go on. */
export function gate() {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  return {
    open,
    /** Resolves when somebody waits before it. */
    reached,
    pass: () => {
      reach();
      return opened;
    },
  };
}

/** What both drivers promise. */
export function describeQueue(driver: Queue["driver"], openQueue: (options: DriverOptions) => Promise<Queue>): void {
  describe(`a queue (${driver})`, () => {
    let queue: Queue;
    beforeEach(async () => {
      queue = await openQueue({ clock: systemClock, log: silent, backoffBase: 1 });
    });
    afterEach(() => queue.close());

    test("says which driver it is", () => expect(queue.driver).toBe(driver));

    test("handles each reminder once, with its payload, in the queue of its job", async () => {
      const seen: string[] = [];
      await queue.work(
        handlers({
          "steps.run": async ({ id }) => void seen.push(`step ${id}`),
          "task.run": async ({ name }) => void seen.push(`task ${name}`),
        }),
        one,
      );
      await queue.remind([
        step("1"),
        { name: "task.run", id: "t", payload: { name: "sweep" }, priority: priorities.low },
        step("2"),
      ]);
      await queue.idle();
      expect(seen.toSorted()).toEqual(["step 1", "step 2", "task sweep"]);
    });

    test("takes any number of reminders at once, none included", async () => {
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), { ...one, steps: 20 });
      await queue.remind([]);
      await queue.remind(Array.from({ length: 2_500 }, (_, index) => step(String(index))));
      await queue.idle();
      expect(new Set(handle.mock.calls.map(([{ id }]) => id)).size).toBe(2_500);
      expect(handle).toHaveBeenCalledTimes(2_500);
    });

    test("handles reminders that came before anybody worked", async () => {
      await queue.remind([step("early")]);
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      await queue.idle();
      expect(handle).toHaveBeenCalledExactlyOnceWith({ id: "early" });
    });

    test("lets the more urgent go first, and equals in the order they came", async () => {
      await queue.remind([
        step("low", { priority: priorities.low }),
        step("normal 1"),
        step("critical", { priority: priorities.critical }),
        step("high", { priority: priorities.high }),
        step("normal 2"),
      ]);
      const order: string[] = [];
      await queue.work(handlers({ "steps.run": async ({ id }) => void order.push(id) }), one);
      await queue.idle();
      expect(order).toEqual(["critical", "high", "normal 1", "normal 2", "low"]);
    });

    test("keeps a reminder of the future, and handles one of the past at once", async () => {
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      const now = systemClock.now();
      await queue.remind([
        step("tomorrow", { at: now.add({ hours: 24 }) }),
        step("yesterday", { at: now.subtract({ hours: 24 }) }),
      ]);
      await queue.idle();
      expect(handle).toHaveBeenCalledExactlyOnceWith({ id: "yesterday" });
      expect((await queue.counts()).steps).toMatchObject({ delayed: 1, waiting: 0, completed: 1 });
    });

    test("handles a reminder when its time comes, without being asked", async () => {
      const { promise: handled, resolve } = Promise.withResolvers<void>();
      await queue.work(handlers({ "steps.run": async () => resolve() }), one);
      await queue.remind([step("soon", { at: systemClock.now().add({ milliseconds: 30 }) })]);
      await handled;
      await queue.idle();
      expect((await queue.counts()).steps).toMatchObject({ delayed: 0, completed: 1 });
    });

    test("takes a second reminder of one id, while the first waits, for the same one", async () => {
      await queue.remind([step("same"), step("same")]);
      await queue.remind([step("same", { priority: priorities.critical })]);
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      await queue.idle();
      expect(handle).toHaveBeenCalledTimes(1);
    });

    test("takes an id again once its job is done", async () => {
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      for (let times = 0; times < 3; times++) {
        await queue.remind([step("again")]);
        await queue.idle();
      }
      expect(handle).toHaveBeenCalledTimes(3);
    });

    test("takes any id, also one that means something to the driver", async () => {
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      const ids = ["delayed", "wait", "0", "a:b", "with space"];
      await queue.remind(ids.map((id) => step(id)));
      await queue.idle();
      expect(handle.mock.calls.map(([{ id }]) => id).toSorted()).toEqual(ids.toSorted());
    });

    test("tries a failing job as often as its job says, then lists it as failed", async () => {
      const tries: string[] = [];
      const last = Promise.withResolvers<void>();
      await queue.work(
        handlers({
          "steps.run": async ({ id }) => {
            if (tries.push(id) === jobs["steps.run"].attempts) last.resolve();
            throw new Error("the lamp is out");
          },
        }),
        one,
      );
      await queue.remind([step("f")]);
      await last.promise;
      await queue.idle();
      expect(tries).toHaveLength(jobs["steps.run"].attempts);
      expect(await queue.failed()).toEqual([
        { id: "f", queue: "steps", name: "steps.run", error: "the lamp is out", attempts: jobs["steps.run"].attempts },
      ]);
      expect((await queue.counts()).steps).toMatchObject({
        failed: 1,
        completed: 0,
        active: 0,
        waiting: 0,
        delayed: 0,
      });
    });

    test("is content with a try that succeeds", async () => {
      let tries = 0;
      const done = Promise.withResolvers<void>();
      await queue.work(
        handlers({
          "steps.run": async () => {
            if (++tries < 3) throw new Error("not yet");
            done.resolve();
          },
        }),
        one,
      );
      await queue.remind([step("third time")]);
      await done.promise;
      await queue.idle();
      expect(tries).toBe(3);
      expect(await queue.failed()).toEqual([]);
    });

    test("does not try again what says that it is useless", async () => {
      const handle = vi
        .fn<Handlers["steps.run"]>()
        .mockRejectedValue(Object.assign(new Error("gone"), { retryable: false }));
      await queue.work(handlers({ "steps.run": handle }), one);
      await queue.remind([step("useless")]);
      await queue.idle();
      expect(handle).toHaveBeenCalledTimes(1);
      expect(await queue.failed()).toMatchObject([{ id: "useless", error: "gone", attempts: 1 }]);
    });

    test("fails a payload that does not fit its job at once, without handling it", async () => {
      const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      await queue.remind([{ ...step("bad"), payload: { id: 7 } } as unknown as Reminder]);
      await queue.idle();
      expect(handle).not.toHaveBeenCalled();
      expect(await queue.failed()).toMatchObject([
        {
          id: "bad",
          attempts: 1,
          error: expect.stringContaining("the payload of steps.run does not fit: id") as string,
        },
      ]);
    });

    test("puts a failed job back when told to, with all its tries", async () => {
      const { attempts } = jobs["steps.run"];
      const broken = Promise.withResolvers<void>();
      const done = Promise.withResolvers<void>();
      let tries = 0;
      await queue.work(
        handlers({
          "steps.run": async () => {
            tries++;
            if (tries === attempts) broken.resolve();
            if (tries < 2 * attempts) throw new Error(`try ${tries}`);
            done.resolve();
          },
        }),
        one,
      );
      await queue.remind([step("r")]);
      await broken.promise;
      await queue.idle();
      expect(await queue.retry("r")).toBe(true);
      await done.promise;
      await queue.idle();
      expect(await queue.failed()).toEqual([]);
      expect(await queue.retry("r")).toBe(false);
      expect(await queue.retry("never was")).toBe(false);
    });

    test("lets a new reminder take the place of a failed one of its id", async () => {
      const handle = vi
        .fn<Handlers["steps.run"]>()
        .mockRejectedValueOnce(Object.assign(new Error("broken"), { retryable: false }))
        .mockResolvedValue();
      await queue.work(handlers({ "steps.run": handle }), one);
      await queue.remind([step("f")]);
      await queue.idle();
      await queue.remind([step("f")]);
      await queue.idle();
      expect(handle).toHaveBeenCalledTimes(2);
      expect(await queue.failed()).toEqual([]);
    });

    test("lists what failed, the newest first", async () => {
      const fail = async () => {
        throw Object.assign(new Error("no"), { retryable: false });
      };
      await queue.work(handlers({ "steps.run": fail }), one);
      for (const id of ["a", "b", "c"]) {
        await queue.remind([step(id)]);
        await queue.idle();
      }
      expect((await queue.failed()).map(({ id }) => id)).toEqual(["c", "b", "a"]);
    });

    test("never handles more at once than it is told, in each queue for itself", async () => {
      let now = 0;
      let most = 0;
      const full = gate();
      await queue.work(
        handlers({
          "steps.run": async () => {
            most = Math.max(most, ++now);
            if (now === 3) await full.pass();
            now--;
          },
        }),
        { ...one, steps: 3 },
      );
      await queue.remind(Array.from({ length: 30 }, (_, index) => step(String(index))));
      full.open();
      await queue.idle();
      expect(most).toBeLessThanOrEqual(3);
      expect((await queue.counts()).steps.completed).toBe(30);
    });

    test("a full queue holds up no other", async () => {
      const door = gate();
      const event = Promise.withResolvers<void>();
      await queue.work(handlers({ "steps.run": () => door.pass(), "events.ingest": async () => event.resolve() }), one);
      await queue.remind([step("slow"), step("behind it")]);
      await door.reached;
      await queue.remind([{ name: "events.ingest", id: "e", payload: { id: "e" }, priority: priorities.normal }]);
      await event.promise;
      expect((await queue.counts()).steps).toMatchObject({ active: 1, waiting: 1 });
      door.open();
      await queue.idle();
    });

    test("counts nothing in queues that hold nothing", async () => {
      const counts = await queue.counts();
      expect(Object.keys(counts)).toEqual([...queueNames]);
      expect(counts.background).toEqual({
        waiting: 0,
        active: 0,
        delayed: 0,
        completed: 0,
        failed: 0,
        tries: 0,
        busyMs: 0,
        since: null,
      });
    });

    test("adds up how long its tries took, those that failed included, and since when", async () => {
      const { attempts } = jobs["steps.run"];
      const last = Promise.withResolvers<void>();
      let tries = 0;
      const before = systemClock.now();
      await queue.work(
        handlers({
          "steps.run": async () => {
            const end = performance.now() + 4;
            while (performance.now() < end);
            if (++tries < attempts) throw new Error("not yet");
            last.resolve();
          },
        }),
        one,
      );
      await queue.remind([step("slow")]);
      await last.promise;
      await queue.idle();
      const { steps, events } = await queue.counts();
      expect(steps.tries).toBe(attempts);
      expect(steps.busyMs).toBeGreaterThanOrEqual(4 * attempts - attempts);
      expect(steps.since?.epochMilliseconds).toBeGreaterThanOrEqual(before.epochMilliseconds);
      expect(events).toMatchObject({ tries: 0, busyMs: 0, since: null });
    });

    test("lets the active finish before it closes, and starts no other", async () => {
      const door = gate();
      const finished: string[] = [];
      await queue.work(
        handlers({
          "steps.run": async ({ id }) => {
            await door.pass();
            finished.push(id);
          },
        }),
        one,
      );
      await queue.remind([step("active"), step("waiting")]);
      await door.reached;
      const closing = queue.close();
      expect(finished).toEqual([]);
      door.open();
      await closing;
      expect(finished).toEqual(["active"]);
    });

    test("takes nothing more once closed", async () => {
      await queue.close();
      await expect(queue.remind([step("late")])).rejects.toBeInstanceOf(QueueUnavailable);
    });
  });
}
