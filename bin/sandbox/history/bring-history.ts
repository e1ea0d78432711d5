import { Temporal, type Instant } from "#core/time/time.ts";
import { systemClock } from "#shell/clock.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import type { Env } from "#shell/env.server.ts";
import type { HistoryPlan } from "#sandbox/history/play.ts";
import { writeState, type WorldState } from "#sandbox/memory.ts";
import { emptyTables } from "../empty-tables.ts";
import { stateFileOf } from "../sandbox-instance.ts";
import { makeHistory, type Workshop } from "./make-history.ts";
import { withNamedStatements } from "./named-statements.ts";
import { historyKey, loadSnapshot, saveSnapshot, snapshotOf } from "./snapshot.ts";

/** The history of `npm run sandbox`: it ends on a Tuesday afternoon in New York. */
const HISTORY: HistoryPlan = {
  seed: "larkspur",
  days: 90,
  shoppers: 210,
  ends: Temporal.Instant.from("2026-12-01T18:40:00Z"),
};

/**
 * Fills an empty database and the state file with the store's history: from the snapshot in the data folder, or by
 * playing it, which makes the snapshot. The sandbox's clock then begins where the history ends.
 */
export async function bringHistory(env: Env, workshop: Omit<Workshop, "onDay">): Promise<void> {
  const { pool } = workshop;
  const snapshot = snapshotOf(env.DATA_DIR, historyKey(env.SHOPIFY_APP_URL, HISTORY));
  withNamedStatements(pool);
  await migrate(pool);
  // What an interrupted start has left.
  await emptyTables(pool);
  if (snapshot.exists()) {
    await openAt(HISTORY.ends, env, await loadSnapshot(pool, snapshot.file));
    return;
  }
  const progress = showProgress(HISTORY.days);
  const world = await makeHistory(env, HISTORY, { ...workshop, onDay: progress.at });
  await saveSnapshot(pool, world, snapshot.file);
  await openAt(HISTORY.ends, env, world);
  progress.end();
}

/** Stores the world's state so that the clock shows `ends` now. */
async function openAt(ends: Instant, env: Env, world: Omit<WorldState, "form">): Promise<void> {
  const clockAhead = ends.epochMilliseconds - systemClock.now().epochMilliseconds;
  await writeState(stateFileOf(env), { ...world, clockAhead });
}

/** Where the output is no terminal: a line for so many days. */
const LINE_EVERY_DAYS = 15;

/** One line on the terminal, which counts the days. */
function showProgress(days: number) {
  const { isTTY } = process.stdout;
  const title = `making ${days} days of history ...`;
  let shown = -1;
  return {
    at: (day: number) => {
      if (day === shown) return;
      shown = day;
      if (isTTY) process.stdout.write(`\r${title} ${day}`);
      else if (day % LINE_EVERY_DAYS === 0) process.stdout.write(`${title} ${day}\n`);
    },
    end: () => {
      if (isTTY) process.stdout.write(`\r${title} done\n`);
    },
  };
}
