import { afterAll, expect, test } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { ingestEvents, intakeIdle } from "#services/intake/ingest-events.server.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { movableClock } from "#shell/clock.server.ts";
import { announceStop } from "#shell/stopping.server.ts";
import { pause } from "#tests/core/definitions.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, type House } from "../services/test-app.ts";
import { execute } from "../support/postgres-server.ts";
import { chanceOf, Phone, startProcess, type Process } from "./world.ts";

// `npm test` looks at the same few runs each time; `npm run test:faults` at many others. A failure names its seed.
const RUNS = Number(process.env.RUNS ?? 10);
const SEED = Number(process.env.SEED ?? (process.env.RUNS ? Date.now() % 1_000_000 : 20_261));
process.stderr.write(`faults: ${RUNS} runs; repeat with SEED=${SEED} RUNS=${RUNS}\n`);

const CREDITS = 1_000;
const OPERATIONS = 45;
/** An unknown text is settled within this of virtual time, once the phone company answers. */
const MAX_UNKNOWN_MINUTES = 75;

/** Texts without an outcome, with the attempts behind them, in minutes since the calm began: $1, as of $2. */
const UNSETTLED = `
  SELECT m."to", m."status", round(extract(epoch FROM $2::timestamptz - $1::timestamptz) / 60) AS "now",
    json_agg(json_build_object(
      'startedAt', round(extract(epoch FROM t."startedAt" - $1::timestamptz) / 60), 'outcome', t."outcome",
      'nextLookAt', round(extract(epoch FROM t."nextLookAt" - $1::timestamptz) / 60), 'looks', t."looks",
      'cleanLooks', t."cleanLooks"
    ) ORDER BY t."startedAt") AS "attempts"
  FROM "Message" m
    JOIN "MessageAttempt" t ON t."messageId" = m."id"
  WHERE m."status" IN ('unknown', 'sending')
  GROUP BY m."id"`;

/** What was met in all runs: a gate that meets no faults proves nothing. */
const met = { kills: 0, stops: 0, cuts: 0, unknown: 0, texts: 0 };

describeOnPostgres("whatever goes wrong", (database) => {
  afterAll(() => void process.stderr.write(`faults: met ${JSON.stringify(met)}\n`));

  const cutDatabase = () =>
    execute(
      database().url ?? "",
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

  test.each(Array.from({ length: RUNS }, (_, at) => SEED + at))(
    "every event has its effect, once, and the books are exact (seed %i)",
    async (seed) => {
      const chance = chanceOf(seed);
      const clock = movableClock(() => MONDAY_TEN);
      const phone = new Phone(chance, clock);
      const watcher = buildHouse(database());
      watcher.context.clock = clock;
      const shopId = await watcher.open([], { credits: CREDITS });
      await watcher.automate(shopId, {
        kind: "transactional",
        steps: [
          { id: "first", type: "send_sms", config: { body: "Thanks for {{ order.name }}" } },
          pause("wait", 4, "minutes"),
          { id: "second", type: "send_sms", config: { body: "And again for {{ order.name }}" } },
        ],
      } as never);
      const processes: Process[] = [0, 1].map(() => startProcess(database(), clock, phone));
      const events = 3 + chance.below(6);
      const delivered = new Set<number>();
      /** Work of processes that live or have died; what a dead one still did never ends. */
      const going = new Set<Promise<unknown>>();
      const some = () => processes[chance.below(processes.length)] as Process;
      const begin = (work: Promise<unknown>) => {
        const quiet: Promise<unknown> = work.catch(() => {}).finally(() => going.delete(quiet));
        going.add(quiet);
        return quiet;
      };
      const deliver = async (at: number) => {
        const body = orderBody({
          order: String(at),
          id: `5${at}`,
          phone: `+121255${50_100 + at}`,
          token: `t${at}`,
          fields: { name: `#${at}` },
        });
        // Shopify delivers again until it is answered.
        for (let tries = 0; tries < 50; tries++)
          try {
            await some().house.deliver("orders/create", body, { eventId: `e${at}` });
            return void delivered.add(at);
          } catch {
            continue;
          }
      };
      const replace = (old: Process) => {
        processes[processes.indexOf(old)] = startProcess(database(), clock, phone);
      };
      const stopGracefully = async (old: Process) => {
        replace(old);
        announceStop(old.house.context);
        await intakeIdle(old.house.context);
        await stepsIdle(old.house.context);
        await old.close();
      };
      const advance = (seconds: number) => clock.moveTo(clock.now().add({ seconds, milliseconds: 7 }));
      const operations: [number, () => Promise<unknown> | void][] = [
        [6, () => begin(deliver(chance.below(events)))],
        [5, () => void begin(ingestEvents(some().house.context))],
        [7, () => void begin(runSteps(some().house.context))],
        [3, () => void begin(resolveUnknownOutcomes(some().house.context))],
        [4, () => begin(phone.report(some().house))],
        [5, () => advance(1 + chance.below(50))],
        [2, () => advance(60 + chance.below(400))],
        [
          3,
          () => {
            met.kills++;
            const victim = some();
            victim.kill();
            replace(victim);
          },
        ],
        [
          1,
          () => {
            met.stops++;
            void begin(stopGracefully(some()));
          },
        ],
        [
          1,
          () => {
            met.cuts++;
            return cutDatabase();
          },
        ],
      ];
      const total = operations.reduce((sum, [weight]) => sum + weight, 0);
      for (let at = 0; at < OPERATIONS; at++) {
        let dice = chance.below(total);
        const chosen = operations.find(([weight]) => (dice -= weight) < 0);
        await chosen?.[1]();
        await new Promise((resolve) => setTimeout(resolve, chance.below(6)));
      }

      // Calm: what was begun ends, and a minute passes after another.
      phone.isCalm = true;
      const calmAt = clock.now();
      for (let at = 0; at < events; at++) if (!delivered.has(at)) await deliver(at);
      met.unknown += (await watcher.rows(`SELECT 1 FROM "Message" WHERE "status" IN ('unknown', 'sending')`)).length;
      for (let minute = 0; minute < MAX_UNKNOWN_MINUTES + 5; minute++) {
        for (const { house } of processes) {
          await resolveUnknownOutcomes(house.context).catch(() => 0);
          await workQuietly(house);
        }
        if (minute === MAX_UNKNOWN_MINUTES) expect(await watcher.rows(UNSETTLED, [calmAt, clock.now()])).toEqual([]);
        advance(60);
      }

      expect(await watcher.rows(`SELECT "status", count(*)::int AS "n" FROM "StoreEvent" GROUP BY 1`)).toEqual([
        { status: "processed", n: events },
      ]);
      expect(await watcher.rows(`SELECT count(*)::int AS "n" FROM "AutomationSequence"`)).toEqual([{ n: events }]);
      expect(
        await watcher.rows(`SELECT "status" FROM "AutomationSequence" WHERE "status" IN ('active', 'paused')`),
      ).toEqual([]);
      expect(await watcher.rows(`SELECT 1 FROM "ScheduledAutomation" WHERE "status" = 'scheduled'`)).toEqual([]);
      expect([...phone.calls.values()].filter((count) => count > 1)).toEqual([]);
      const texts = phone.taken.map(({ to, body }) => `${to} ${body}`);
      expect(texts.toSorted()).toEqual([...new Set(texts)].toSorted());
      const messages = await watcher.rows<{ to: string; body: string; status: string }>(
        `SELECT "to", "body", "status" FROM "Message"`,
      );
      const told = messages.filter(({ status }) => status === "sent" || status === "delivered");
      expect(told.map(({ to, body }) => `${to} ${body}`).toSorted()).toEqual(texts.toSorted());
      expect(messages.filter((message) => !told.includes(message) && message.status !== "failed")).toEqual([]);
      expect(new Set(messages.map(({ to }) => to)).size).toBe(events);
      for (const proof of await verifyLedger(watcher.context)) expect(proof.discrepancies).toEqual([]);
      expect(await watcher.holdings()).toEqual({ balance: CREDITS - texts.length, held: 0 });
      met.texts += texts.length;
      await Promise.all(processes.map(({ close }) => close()));
      await watcher.close();
    },
  );

  test("the runs above met faults of every kind", () => {
    expect(Object.entries(met).filter(([, count]) => count === 0)).toEqual([]);
  });
});

async function workQuietly(house: House): Promise<void> {
  await ingestEvents(house.context).catch(() => 0);
  await runSteps(house.context).catch(() => 0);
  await stepsIdle(house.context);
}
