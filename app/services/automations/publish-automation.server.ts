import { isSameDefinition } from "#core/automations/canonical.ts";
import type { Definition } from "#core/automations/definition.ts";
import { diffDefinitions, type DefinitionDiff } from "#core/automations/diff.ts";
import {
  countMigrationFates,
  migrateSequences,
  type MigrationChoice,
  type MigrationCounts,
} from "#core/automations/migrate-sequences.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import { placementOf } from "#core/automations/outline.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  findAutomation,
  lastVersion,
  publishVersion,
  type AutomationRow,
} from "#shell/repositories/automations/automations.server.ts";
import { lockActiveSequences } from "#shell/repositories/engine/active-sequences.server.ts";
import {
  changeAutomationAudited,
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
  type AutomationTarget,
} from "./parts/audited-change.server.ts";
import { checkReferences } from "./parts/check-references.server.ts";
import {
  locateActiveSequences,
  migrateActiveSequences,
  readAlikeSequences,
} from "./parts/migrate-active-sequences.server.ts";

export interface Published {
  automationId: string;
  version: number;
  /** Changes since the previous version; null for the first. */
  diff: DefinitionDiff | null;
  /** Counts of migrated, cancelled and unchanged sequences. */
  inside: MigrationCounts;
}

/**
 * Publishes an automation's draft as the next version; customers enter with it from now on. The automation's status
 * stays.
 * @param inside what happens to active sequences
 */
export const publishAutomation = (
  context: AppContext,
  { inside, ...target }: AutomationTarget & { inside: MigrationChoice },
): Promise<ServiceResult<Published>> =>
  changeAutomationAudited<Published>(context, target, async (sql, automation, now) => {
    const publishable = await checkPublishable(context, sql, automation);
    if ("ok" in publishable) return { result: publishable };
    const locked = inside === "finish" ? [] : await lockActiveSequences(sql, { automationId: automation.id }, now);
    // Sequences that finish on their version need no lock, and are only counted.
    const staying = inside === "finish" ? await readAlikeSequences(context, sql, automation.id, now) : [];
    const activeSequences = await locateActiveSequences(context, sql, locked);
    const { version, versionId } = await addVersion(context, sql, automation, publishable.draft, target.actor, now);
    const migrations = migrateSequences(inside, activeSequences, publishable.draft);
    const due = await migrateActiveSequences(
      context,
      sql,
      migrations,
      { shopId: target.shopId, automationId: automation.id, versionId, definition: publishable.draft },
      now,
    );
    const counts = countMigrationFates([...migrations, ...migrateSequences(inside, staying, publishable.draft)]);
    return {
      result: { ok: true, automationId: automation.id, version, diff: publishable.diff, inside: counts },
      audit: {
        action: "automation.published",
        before: { version: publishable.version },
        after: { version, choice: inside, inside: counts, diff: publishable.diff },
      },
      due,
    };
  });

export interface PublishPreview {
  /** The published version; null before the first. */
  current: number | null;
  /** The version that publishing would create. */
  next: number;
  /** Null before the first version. */
  diff: DefinitionDiff | null;
  /** Active sequences by the step at which they wait; a null step id means between two steps. */
  waiting: { stepId: string | null; sequences: number; /** Whether the draft has the step. */ goesOn: boolean }[];
  /** The outcome for active sequences, by migration choice. */
  inside: Record<MigrationChoice, MigrationCounts>;
}

/** Previews publishing: the changes, and the active sequences they affect. Read-only. */
export async function previewPublish(
  context: AppContext,
  { shopId, automationId }: Omit<AutomationTarget, "actor">,
): Promise<ServiceResult<PublishPreview>> {
  const sql = context.db.pool;
  const automation = await findAutomation(sql, shopId, automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  const publishable = await checkPublishable(context, sql, automation);
  if ("ok" in publishable) return publishable;
  const { draft, diff, version } = publishable;
  const activeSequences = await readAlikeSequences(context, sql, automationId, context.clock.now());
  const countByStep = new Map<string | null, number>();
  for (const { stepId, sequences = 1 } of activeSequences)
    countByStep.set(stepId, (countByStep.get(stepId) ?? 0) + sequences);
  const waiting = [...countByStep].map(([stepId, sequences]) => ({
    stepId,
    sequences,
    goesOn: stepId === null || placementOf(draft, stepId) !== null,
  }));
  const counts = (choice: MigrationChoice) => countMigrationFates(migrateSequences(choice, activeSequences, draft));
  return {
    ok: true,
    current: version,
    next: (version ?? 0) + 1,
    diff,
    waiting,
    inside: { finish: counts("finish"), move: counts("move"), cancel: counts("cancel") },
  };
}

/** A publishable draft and its changes. */
interface Publishable {
  draft: Definition;
  diff: DefinitionDiff | null;
  /** Number of the previous version. */
  version: number | null;
}

async function checkPublishable(
  context: AppContext,
  sql: Sql,
  automation: AutomationRow,
): Promise<Publishable | Refusal> {
  if (automation.status === "archived")
    return refuse("archived", "an archived automation cannot be published; unarchive it first");
  const read = await readDraft(sql, automation);
  if ("ok" in read) return read;
  const current = automation.currentVersionId
    ? (await context.definitions(sql, [automation.currentVersionId])).get(automation.currentVersionId)
    : undefined;
  const version = await lastVersion(sql, automation.id);
  if (current && isSameDefinition(current, read.draft))
    return refuse("unchanged", `there is nothing to publish: the draft says what version ${version} says`);
  return { draft: read.draft, diff: current ? diffDefinitions(current, read.draft) : null, version };
}

/** @returns the draft, if it is valid and its references exist */
export async function readDraft(sql: Sql, automation: AutomationRow): Promise<{ draft: Definition } | Refusal> {
  const read = readPublishable(automation.draft);
  if ("problems" in read) return refuseDocument(read.problems);
  const problems = await checkReferences(sql, automation.shopId, read.definition);
  return problems.length > 0 ? refuseDocument(problems) : { draft: read.definition };
}

/** Inserts a draft as the next version. Requires a locked automation. */
export async function addVersion(
  context: AppContext,
  sql: Sql,
  { id, shopId }: AutomationRow,
  draft: Definition,
  actor: string,
  now: Instant,
): Promise<{ version: number; versionId: string }> {
  const versionId = context.newId(now);
  return {
    versionId,
    version: await publishVersion(sql, {
      id: versionId,
      shopId,
      automationId: id,
      definition: draft,
      publishedBy: actor,
      createdAt: now,
    }),
  };
}
