import type pg from "pg";
import { Temporal } from "#core/time/time.ts";
import { systemClock } from "#shell/clock.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import type { Env } from "#shell/env.server.ts";
import type { HistoryPlan } from "#sandbox/history/play.ts";
import { writeState } from "#sandbox/memory.ts";
import { emptyTables } from "../empty-tables.ts";
import { stateFileOf } from "../sandbox-instance.ts";
import { loadSnapshot } from "./snapshot.ts";

/** The history of `npm run sandbox`: it ends on a Tuesday afternoon in New York. */
export const HISTORY: HistoryPlan = {
  seed: "larkspur",
  days: 90,
  shoppers: 400,
  ends: Temporal.Instant.from("2026-12-01T18:40:00Z"),
};

/** The played history. `npm run history` makes it. */
export const SNAPSHOT = "sandbox/history/larkspur.json.br";

/**
 * Fills an empty database and the state file with the store's history. The sandbox's clock then begins where the history
 * ends.
 */
export async function bringHistory(env: Env, pool: pg.Pool): Promise<void> {
  await migrate(pool);
  // What an interrupted start has left.
  await emptyTables(pool);
  const world = await loadSnapshot(pool, SNAPSHOT, env.SHOPIFY_APP_URL);
  const clockAhead = HISTORY.ends.epochMilliseconds - systemClock.now().epochMilliseconds;
  await writeState(stateFileOf(env), { ...world, clockAhead });
}
