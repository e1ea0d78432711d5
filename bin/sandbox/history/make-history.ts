import type { Express } from "express";
import type pg from "pg";
import { noDump } from "#shell/db/pool.server.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { runTask } from "#services/operations/run-task.server.ts";
import { movableClock } from "#shell/clock.server.ts";
import { createContext } from "#shell/create-context.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Env } from "#shell/env.server.ts";
import { nextCampaignLook } from "#shell/repositories/campaigns/campaigns.server.ts";
import { nextDueAt } from "#shell/repositories/engine/step-claims.server.ts";
import { playHistory, type HistoryPlan } from "#sandbox/history/play.ts";
import type { MailServer } from "#sandbox/mailbox/server.ts";
import type { WorldState } from "#sandbox/memory.ts";
import type { Scene } from "#sandbox/scene.ts";
import { createWorld } from "#sandbox/world.ts";
import { credentialsOf } from "../sandbox-instance.ts";
import { webApp } from "../../web-server.ts";
import { planMerchant } from "./merchant.ts";
import { createSeededIds } from "./seeded-ids.ts";
import { onlyMachines } from "./only-machines.ts";

/** What a history is made with. */
export interface Workshop {
  /** An empty, migrated or new database, which gets the rows. */
  pool: pg.Pool;
  mailServer: MailServer;
  /** Serves the app at the environment's address until the history is made. */
  serve: (app: Express) => void;
  /** Called with each day, from 0. */
  onDay: (day: number) => void;
}

/**
 * Plays the history through the real app: signed webhooks, the engine, and Twilio's callbacks, on a clock that stands
 * still between the moments at which something happens.
 * @returns the state of the simulated world at its end
 */
export async function makeHistory(
  env: Env,
  plan: HistoryPlan,
  { pool, mailServer, serve, onDay }: Workshop,
): Promise<Omit<WorldState, "form">> {
  const begins = plan.ends.subtract({ hours: 24 * plan.days });
  const clock = movableClock(() => begins);
  const context = await createContext(env, {
    clock,
    newId: createSeededIds(plan.seed),
    db: { pool, background: pool, kind: "pglite", dump: noDump, close: async () => {} },
  });
  const world = await createWorld({
    ...credentialsOf(env),
    mailServer,
    clock,
    reports: "last",
    advance: async () => {},
    idle: async () => {},
    startOver: async () => {},
    bulkTakes: 5,
    stateFile: null,
  });
  try {
    serve(
      await webApp(context, [
        ["/", onlyMachines()],
        ["/sandbox", world.router],
      ]),
    );
    const engine = { work: () => work(context, world.scene), nextDue: (now: Instant) => dueAfter(pool, now) };
    const plays = { scene: world.scene, clock, engine };
    await playHistory(plays, plan, { before: (past) => planMerchant(context, past), onDay });
    await runTask(context, "verify-ledgers");
    return world.scene.state();
  } finally {
    await world.close();
    await context.queue.close();
    await context.prisma.$disconnect();
    context.live.close();
  }
}

/** How long a campaign is left alone at least. */
const LOOKS_AFTER = Temporal.Duration.from({ minutes: 15 });

/**
 * When the next step is due, or the next campaign is to be looked at. One that is due already waits for something else,
 * such as the lookup of its text.
 */
async function dueAfter(pool: pg.Pool, now: Instant): Promise<Instant | null> {
  const look = await nextCampaignLook(pool);
  const soon = now.add(LOOKS_AFTER);
  // A campaign with texts under way would be looked at every other second.
  const looksAt = look && Temporal.Instant.compare(look, soon) < 0 ? soon : look;
  const later = [await nextDueAt(pool), looksAt]
    .filter((moment) => moment !== null)
    .filter((moment) => Temporal.Instant.compare(moment, now) > 0);
  return later.toSorted(Temporal.Instant.compare)[0] ?? null;
}

/** Ingests what has arrived and runs what is due, until nothing is left. */
async function work(context: AppContext, { postOffice, twilio }: Scene): Promise<void> {
  for (let ran = 1; ran > 0;) {
    await postOffice.idle();
    await ingestEvents(context);
    ran = (await runCampaigns(context)) + (await runSteps(context));
    await stepsIdle(context);
    await twilio.idle();
  }
}
