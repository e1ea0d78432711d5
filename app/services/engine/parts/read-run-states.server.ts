import { openRunStates, runStateOf, type OpenRunState, type RunStanding } from "#core/engine/run-state.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countRunFacts, readRunFacts } from "#shell/repositories/engine/run-facts.server.ts";

/** The states of runs, by sequence id. */
export async function readRunStates(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  sequenceIds: readonly string[],
): Promise<Map<string, RunStanding>> {
  const facts = await readRunFacts(db.pool, sequenceIds, clock.now());
  return new Map([...facts].map(([id, run]) => [id, runStateOf(run)]));
}

/** Counts the installation's runs that have not ended, by state. */
export async function countOpenRuns({
  db,
  clock,
}: Pick<AppContext, "db" | "clock">): Promise<Record<OpenRunState, number>> {
  const groups = (await countRunFacts(db.pool, clock.now())).map(({ facts, runs }) => ({
    state: runStateOf(facts).state,
    runs,
  }));
  const countOf = (state: OpenRunState) =>
    groups.reduce((sum, group) => sum + (group.state === state ? group.runs : 0), 0);
  return Object.fromEntries(openRunStates.map((state) => [state, countOf(state)])) as Record<OpenRunState, number>;
}
