import type { Definition } from "#core/automations/definition.ts";
import type { MigrationFate, ActiveSequence } from "#core/automations/migrate-sequences.ts";
import { placementOf } from "#core/automations/outline.ts";
import { priorityOf, stepDueAt } from "#core/engine/advance.ts";
import { readyAt } from "#core/engine/entry.ts";
import { actionMomentOf } from "#core/engine/step-snapshot.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  countAlikeSequences,
  moveToVersion,
  type LockedSequenceRow,
} from "#shell/repositories/engine/active-sequences.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { cancelActiveSequences } from "./cancel-active-sequences.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** An active sequence with its locked row. */
export interface LocatedSequence extends ActiveSequence {
  row: LockedSequenceRow;
}

/** Loads the definition of each sequence's version; drops sequences whose version cannot be read. */
export async function locateActiveSequences(
  context: AppContext,
  sql: Sql,
  rows: readonly LockedSequenceRow[],
): Promise<LocatedSequence[]> {
  const definitions = await context.definitions(
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap((row) => {
    const definition = definitions.get(row.versionId);
    const { stepId, behind, leased, messageStatus } = row;
    return definition ? [{ definition, stepId, behind, underWay: leased || messageStatus !== null, row }] : [];
  });
}

/** The active sequences of an automation, those that stand alike as one; without those whose version cannot be read. */
export async function readAlikeSequences(
  context: AppContext,
  sql: Sql,
  automationId: string,
  now: Instant,
): Promise<ActiveSequence[]> {
  const rows = await countAlikeSequences(sql, automationId, now);
  const definitions = await context.definitions(
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap(({ versionId, ...row }) => {
    const definition = definitions.get(versionId);
    return definition ? [{ ...row, definition }] : [];
  });
}

interface TargetVersion {
  shopId: string;
  automationId: string;
  versionId: string;
  definition: Definition;
}

/**
 * Applies the migration of active sequences to a new version.
 * @returns the scheduled automations that have a new due time
 */
export async function migrateActiveSequences(
  context: AppContext,
  sql: Sql,
  fates: readonly MigrationFate<LocatedSequence>[],
  target: TargetVersion,
  now: Instant,
): Promise<Due[]> {
  await cancelActiveSequences(
    context,
    sql,
    fates.filter(({ kind }) => kind === "cancelled").map(({ insider }) => insider.row),
    { ...target, because: "republished" },
    now,
  );
  const moving = fates.filter((fate) => fate.kind === "moves");
  const retimed = await recomputeDueTimes(
    context,
    sql,
    moving.filter((fate) => fate.retimed),
    target.definition,
  );
  const priority = priorityOf(target.definition);
  const moves = moving.flatMap(({ insider: { row } }) => {
    const dueAt = row.stepRowId && (retimed.get(row.stepRowId) ?? row.dueAt);
    return row.stepRowId && dueAt
      ? [{ sequenceId: row.sequenceId, stepRowId: row.stepRowId, dueAt, priority, held: row.held }]
      : [];
  });
  await moveToVersion(sql, target.versionId, moves);
  return moves
    .filter(({ held, stepRowId }) => !held && retimed.has(stepRowId))
    .map(({ stepRowId, dueAt }) => ({ id: stepRowId, dueAt, priority }));
}

/** New due times of steps whose wait changed, counted from when the sequence reached the step. */
async function recomputeDueTimes(
  context: AppContext,
  sql: Sql,
  fates: readonly MigrationFate<LocatedSequence>[],
  definition: Definition,
): Promise<Map<string, Instant>> {
  const rows = await readSteps(
    sql,
    fates.flatMap(({ insider }) => insider.row.stepRowId ?? []),
    context.clock.now(),
  );
  const definitions = await context.definitions(
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return new Map(
    rows.flatMap((row): [string, Instant][] => {
      const place = placementOf(definition, row.stepId);
      const previousDefinition = definitions.get(row.versionId);
      return place && previousDefinition
        ? [[row.id, stepDueAt(definition, place, actionMomentOf(row, reachedAt(row, previousDefinition)))]]
        : [];
    }),
  );
}

/** When a sequence reached its step. It reaches the first step only when the trigger's date or delay is over. */
function reachedAt(row: DueStepRow, definition: Definition): Instant {
  if (row.stepId !== definition.steps[0]?.id) return row.createdAt;
  const { timezone, shopTimezone } = actionMomentOf(row, row.createdAt);
  const ready = readyAt(definition, {
    now: row.createdAt,
    triggeredAt: row.factsAt,
    facts: row.facts,
    timezone,
    shopTimezone,
  });
  return ready && Temporal.Instant.compare(ready, row.createdAt) > 0 ? ready : row.createdAt;
}
