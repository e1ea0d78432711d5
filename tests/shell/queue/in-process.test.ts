import { describe, expect, onTestFinished, test, vi } from "vitest";
import { jobs } from "#core/operations/jobs.ts";
import { Temporal } from "#core/time/time.ts";
import { movableClock } from "#shell/clock.server.ts";
import { createInProcessQueue } from "#shell/queue/in-process.server.ts";
import type { Handlers } from "#shell/queue/queue.server.ts";
import { describeQueue, handlers, one, silent, step } from "./contract.ts";

describeQueue("in-process", async (options) => createInProcessQueue(options));

describe("by a clock that is moved", () => {
  const start = Temporal.Instant.from("2026-11-20T12:00:00Z");

  async function working(handle: Handlers["steps.run"], backoffBase?: number) {
    const clock = movableClock(() => start);
    const queue = createInProcessQueue({ clock, log: silent, backoffBase });
    onTestFinished(() => queue.close());
    await queue.work(handlers({ "steps.run": handle }), one);
    return { clock, queue, move: (duration: Temporal.DurationLike) => clock.moveTo(clock.now().add(duration)) };
  }

  test("a reminder waits for its time, and not a moment longer", async () => {
    const handle = vi.fn<Handlers["steps.run"]>().mockResolvedValue();
    const { queue, move } = await working(handle);
    await queue.remind([step("in an hour", { at: start.add({ hours: 1 }) })]);
    move({ minutes: 59, seconds: 59 });
    await queue.idle();
    expect(handle).not.toHaveBeenCalled();
    move({ seconds: 1 });
    await queue.idle();
    expect(handle).toHaveBeenCalledOnce();
  });

  test("reminders of three months come in the order of their times", async () => {
    const order: string[] = [];
    const { queue, move } = await working(async ({ id }) => void order.push(id));
    await queue.remind([
      step("in 90 days", { at: start.add({ hours: 90 * 24 }) }),
      step("in 1 day", { at: start.add({ hours: 24 }) }),
      step("in 60 days", { at: start.add({ hours: 60 * 24 }) }),
    ]);
    move({ hours: 24 * 100 });
    await queue.idle();
    expect(order).toEqual(["in 1 day", "in 60 days", "in 90 days"]);
  });

  test("a failed job is tried again after a wait that doubles", async () => {
    const handle = vi.fn<Handlers["steps.run"]>().mockRejectedValue(new Error("no"));
    const { queue, move } = await working(handle, 1_000);
    await queue.remind([step("f")]);
    await queue.idle();
    for (let tries = 1; tries < jobs["steps.run"].attempts; tries++) {
      expect(handle).toHaveBeenCalledTimes(tries);
      expect((await queue.counts()).steps).toMatchObject({ delayed: 1, failed: 0 });
      const wait = 1_000 * 2 ** (tries - 1);
      move({ milliseconds: wait / 2 - 1 });
      await queue.idle();
      expect(handle).toHaveBeenCalledTimes(tries);
      move({ milliseconds: wait / 2 + 1 });
      await queue.idle();
    }
    expect(handle).toHaveBeenCalledTimes(jobs["steps.run"].attempts);
    expect((await queue.counts()).steps).toMatchObject({ delayed: 0, failed: 1 });
  });

  test("a closed queue no longer listens to the clock", async () => {
    const stopListening = vi.fn();
    const queue = createInProcessQueue({ clock: { now: () => start, onJump: () => stopListening }, log: silent });
    expect(stopListening).not.toHaveBeenCalled();
    await queue.close();
    expect(stopListening).toHaveBeenCalledOnce();
  });

  test("a handler cannot change the payload of the next try", async () => {
    const seen: string[] = [];
    const { queue, move } = await working(async (payload) => {
      seen.push(payload.id);
      payload.id = "changed";
      throw new Error("again");
    });
    const reminder = step("p");
    await queue.remind([reminder]);
    await queue.idle();
    move({ hours: 1 });
    await queue.idle();
    expect(seen).toEqual(["p", "p"]);
    expect(reminder.payload).toEqual({ id: "p" });
  });

  test("a hundred thousand reminders are taken and handled within seconds", async () => {
    let handled = 0;
    const { queue, move } = await working(async () => void handled++);
    await queue.remind(
      Array.from({ length: 100_000 }, (_, index) =>
        step(String(index), { at: start.add({ seconds: (index * 7919) % 3_600 }) }),
      ),
    );
    move({ hours: 1 });
    await queue.idle();
    expect(handled).toBe(100_000);
  });
});
