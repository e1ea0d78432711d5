import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { diffDefinitions, type DefinitionDiff } from "#core/automations/diff.ts";
import {
  countMigrationFates,
  migrateSequences,
  type MigrationChoice,
  type MigrationCounts,
} from "#core/automations/migrate-sequences.ts";
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
import { lockActiveRows, readActiveRows } from "#shell/repositories/engine/active-sequences.server.ts";
import {
  changeAutomationAudited,
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
  type AutomationTarget,
} from "./parts/audited-change.server.ts";
import { checkReferences } from "./parts/check-references.server.ts";
import { locateActiveSequences, migrateActiveSequences } from "./parts/migrate-active-sequences.server.ts";

export interface Published {
  automationId: string;
  version: number;
  /** Against the version before; null for the first. */
  diff: DefinitionDiff | null;
  /** What became of those inside. */
  inside: MigrationCounts;
}

/**
 * Publishes an automation's draft: it becomes the next version, by which everybody enters from now on. Whether the
 * automation is on stays as it is.
 * @param inside what becomes of those who are in it
 */
export const publishAutomation = (
  context: AppContext,
  { inside, ...target }: AutomationTarget & { inside: MigrationChoice },
): Promise<ServiceResult<Published>> =>
  changeAutomationAudited<Published>(context, target, async (sql, automation, now) => {
    const ready = await readyToPublish(context, sql, automation);
    if ("ok" in ready) return { result: ready };
    // Who finishes on the old version is left alone.
    const read = inside === "finish" ? readActiveRows : lockActiveRows;
    const insiders = await locateActiveSequences(context, sql, await read(sql, { automationId: automation.id }, now));
    const { version, versionId } = await addVersion(context, sql, automation, ready.draft, target.actor, now);
    const fates = migrateSequences(inside, insiders, ready.draft);
    const due = await migrateActiveSequences(
      context,
      sql,
      fates,
      { shopId: target.shopId, automationId: automation.id, versionId, definition: ready.draft },
      now,
    );
    const counts = countMigrationFates(fates);
    return {
      result: { ok: true, automationId: automation.id, version, diff: ready.diff, inside: counts },
      audit: {
        action: "automation.published",
        before: { version: ready.version },
        after: { version, choice: inside, inside: counts, diff: ready.diff },
      },
      due,
    };
  });

export interface PublishPreview {
  /** The version that runs now; null before the first. */
  current: number | null;
  /** The version that would be made. */
  next: number;
  /** Null before the first. */
  diff: DefinitionDiff | null;
  /** Those inside, by the step that they wait at; null: between two steps. */
  waiting: { stepId: string | null; sequences: number; /** Whether the draft has the step. */ goesOn: boolean }[];
  /** What would become of those inside, by what is chosen for them. */
  inside: Record<MigrationChoice, MigrationCounts>;
}

/** What publishing would change, and for how many; changes nothing. */
export async function previewPublish(
  context: AppContext,
  { shopId, automationId }: Omit<AutomationTarget, "actor">,
): Promise<ServiceResult<PublishPreview>> {
  const sql = context.db.pool;
  const automation = await findAutomation(sql, shopId, automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  const ready = await readyToPublish(context, sql, automation);
  if ("ok" in ready) return ready;
  const { draft, diff, version } = ready;
  const insiders = await locateActiveSequences(
    context,
    sql,
    await readActiveRows(sql, { automationId }, context.clock.now()),
  );
  const at = new Map<string | null, number>();
  for (const { stepId } of insiders) at.set(stepId, (at.get(stepId) ?? 0) + 1);
  const waiting = [...at].map(([stepId, sequences]) => ({
    stepId,
    sequences,
    goesOn: stepId === null || placementOf(draft, stepId) !== null,
  }));
  const counts = (choice: MigrationChoice) => countMigrationFates(migrateSequences(choice, insiders, draft));
  return {
    ok: true,
    current: version,
    next: (version ?? 0) + 1,
    diff,
    waiting,
    inside: { finish: counts("finish"), move: counts("move"), cancel: counts("cancel") },
  };
}

/** A draft that may be published, and what it would change. */
interface Ready {
  draft: Definition;
  diff: DefinitionDiff | null;
  /** The number of the version before. */
  version: number | null;
}

async function readyToPublish(context: AppContext, sql: Sql, automation: AutomationRow): Promise<Ready | Refusal> {
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

/** @returns the draft, where it can be read and all that it names is there */
export async function readDraft(sql: Sql, automation: AutomationRow): Promise<{ draft: Definition } | Refusal> {
  const read = readDefinition(automation.draft);
  if ("problems" in read) return refuseDocument(read.problems);
  const problems = await checkReferences(sql, automation.shopId, read.definition);
  return problems.length > 0 ? refuseDocument(problems) : { draft: read.definition };
}

/** Makes a draft the next version. The automation must be locked. */
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
