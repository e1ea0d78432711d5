import { setTimeout as wait } from "node:timers/promises";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { accepted, buildHouse, type House } from "#tests/services/test-app.ts";
import { giveSender } from "#tests/services/senders/give-sender.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";
import { printRow } from "./table.ts";

/** How many senders of each rate, in texts a second: 200 in all. */
const FLEET: readonly (readonly [perSecond: number, senders: number])[] = [
  [1, 140],
  [3, 55],
  [10, 5],
];
const WORKERS = 2;

interface Measured {
  perSecond: number;
  /** When each of its texts went out, in milliseconds. */
  at: number[];
}

/**
 * 200 senders of different rates, each with a backlog, and two workers: each sender is kept to its rate, and none waits
 * for another. Each backlog takes the same time at its sender's rate, so that all of them end together.
 */
export async function benchSenders(database: TestDatabase, count: number): Promise<void> {
  const seconds = Math.min(30, Math.max(8, Math.round(count / 500)));
  const houses = Array.from({ length: WORKERS }, () => buildHouse(database, { ticks: true }));
  const [house] = houses;
  if (!house) return;
  const measured = new Map<string, Measured>();
  let nth = 0;
  for (const [perSecond, senders] of FLEET)
    for (let i = 0; i < senders; i++) {
      const domain = `sender-${nth++}.myshopify.com`;
      const shopId = await house.open(["order-confirmation"], { domain, credits: 1_000 });
      const { serviceSid } = await giveSender(house, shopId, { perSecond });
      measured.set(serviceSid, { perSecond, at: [] });
      await addBacklog(house, shopId, nth, perSecond * seconds);
    }
  await subscribeNumbers(house.context.db.pool);
  for (const one of houses) {
    const { smsOf } = one.context;
    one.context.smsOf = (account) => ({
      ...smsOf(account),
      send: async () => (measured.get(account.serviceSid)?.at.push(performance.now()), accepted()),
    });
  }
  const wanted = FLEET.reduce((sum, [perSecond, senders]) => sum + perSecond * senders * seconds, 0);
  const sent = () => [...measured.values()].reduce((sum, { at }) => sum + at.length, 0);
  const deadline = performance.now() + seconds * 3_000 + 60_000;
  await Promise.all(houses.map(({ context }) => runSteps(context)));
  while (sent() < wanted && performance.now() < deadline) await wait(250);
  await Promise.all(houses.map(({ context }) => stepsIdle(context)));
  if (sent() !== wanted) throw new Error(`${sent()} of ${wanted} texts went out`);
  const all = [...measured.values()];
  const fastest = Math.max(...all.map(({ at, perSecond }) => mostWithin(at, 5_000) / (5 * perSecond + 1)));
  const slowest = Math.min(...all.map(({ at, perSecond }) => rateOf(at) / perSecond));
  printRow({
    path: "200 senders: the most of its rate that one got in 5 s",
    ours: Math.round(fastest * 100),
    floor: null,
    unit: "%",
    // A text that the database held up for a moment comes nearer to the next one.
    must: { most: 120 },
  });
  printRow({
    path: "200 senders: the part of its rate that the slowest missed",
    ours: Math.round((1 - slowest) * 100),
    floor: null,
    unit: "%",
    must: { most: 15 },
  });
  await Promise.all(houses.map((one) => one.close()));
}

const rateOf = (at: readonly number[]): number => {
  const sorted = at.toSorted((a, b) => a - b);
  const span = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return span === 0 ? 0 : ((sorted.length - 1) * 1_000) / span;
};

/** The most texts within any window of so many milliseconds. */
function mostWithin(at: readonly number[], ms: number): number {
  const sorted = at.toSorted((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, instant, index) => {
    while (instant - (sorted[from] ?? 0) > ms) from++;
    return Math.max(most, index - from + 1);
  }, 0);
}

/** Due steps of a shop, each to a number of its own. */
const addBacklog = (house: House, shopId: string, nth: number, count: number): Promise<unknown> =>
  house.rows(
    `
      WITH person AS MATERIALIZED (
        SELECT gen_random_uuid() AS "customerId", gen_random_uuid() AS "sequenceId", n, t."id" AS "automationId",
          t."currentVersionId" AS "versionId"
        FROM generate_series(1, $2::int) n
        JOIN "Automation" t ON t."shopId" = $1
      ),
      customers AS (
        INSERT INTO "Customer" ("id", "shopId", "phone", "countryCode", "provinceCode")
        SELECT "customerId", $1, '+1212' || (2000000 + $3::int * 1000 + n), 'US', 'NY'
        FROM person
      ),
      sequences AS (
        INSERT INTO "AutomationSequence" (
          "id", "shopId", "automationId", "versionId", "customerId", "dedupeKey", "subject", "facts", "factsAt",
          "startedAt"
        )
        SELECT "sequenceId", $1, "automationId", "versionId", "customerId", 'order:' || n, 'order:' || n,
          jsonb_build_object('order', jsonb_build_object('name', '#' || n)), $4, $4
        FROM person
      )
      INSERT INTO "ScheduledAutomation" ("id", "shopId", "sequenceId", "stepId", "dueAt", "createdAt")
      SELECT gen_random_uuid(), $1, "sequenceId", 'confirm', $4, $4
      FROM person`,
    [shopId, count, nth, house.clock.now()],
  );
