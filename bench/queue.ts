import { setTimeout } from "node:timers/promises";
import { createLog } from "#shell/log.server.ts";
import { systemClock } from "#shell/clock.server.ts";
import { createBullQueue } from "#shell/queue/bull.server.ts";
import { printRow } from "./table.ts";

const JOBS = 500;
/** Between two jobs, so that each is measured alone. */
const PAUSE_MS = 2;

/** Measures the time from adding a job to its start, one job after another, on Bull. */
export async function benchQueue(redisUrl: string): Promise<void> {
  const queue = createBullQueue({ redisUrl, clock: systemClock, log: createLog("error") });
  let started: () => void = () => {};
  const handle = async () => started();
  await queue.work(
    {
      "events.ingest": handle,
      "steps.run": handle,
      "background.run": handle,
      "campaigns.run": handle,
      "task.run": handle,
    },
    { events: 4, steps: 4, background: 1, campaigns: 1, maintenance: 1 },
  );
  const times: number[] = [];
  for (let at = 0; at < JOBS; at++) {
    const began = performance.now();
    const start = new Promise<void>((resolve) => (started = resolve));
    await queue.remind([{ name: "events.ingest", id: `bench-${at}`, payload: { id: `${at}` }, priority: 5 }]);
    await start;
    times.push(performance.now() - began);
    await setTimeout(PAUSE_MS);
  }
  await queue.close();
  times.sort((a, b) => a - b);
  printRow({
    path: "enqueue to start on Bull, median",
    ours: times[Math.floor(times.length / 2)] ?? Infinity,
    floor: null,
    unit: "ms",
    must: { most: 5 },
  });
}
