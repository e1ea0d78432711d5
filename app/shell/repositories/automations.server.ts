import { readDefinition, type Definition } from "#core/automation/definition.ts";
import type { ListeningAutomation } from "#core/sequence/roster.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

/** Published definitions by version. A version never changes, so what is remembered is never stale. */
export type Definitions = (sql: Sql, versionIds: readonly string[]) => Promise<Map<string, Definition>>;

const REMEMBERED_AT_MOST = 5_000;

export function createDefinitions(): Definitions {
  const known = new Map<string, Definition>();
  return async (sql, versionIds) => {
    const missing = [...new Set(versionIds)].filter((id) => !known.has(id));
    if (missing.length > 0) {
      const rows = await query<{ id: string; definition: unknown }>(sql, `SELECT "id", "definition" FROM "AutomationVersion" WHERE "id" = ANY($1::uuid[])`, [missing]);
      if (known.size + rows.length > REMEMBERED_AT_MOST) known.clear();
      for (const row of rows) known.set(row.id, parsed(row.id, row.definition));
    }
    const found = new Map<string, Definition>();
    for (const id of versionIds) {
      const definition = known.get(id);
      if (definition) found.set(id, definition);
    }
    return found;
  };
}

function parsed(versionId: string, document: unknown): Definition {
  const result = readDefinition(document);
  if ("problems" in result) throw new Error(`version ${versionId} cannot be read: ${result.problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`);
  return result.definition;
}

/** The automations of these shops that events concern: those that are on, and those that were and are paused. */
export const findListening = (sql: Sql, shopIds: readonly string[]): Promise<(Pick<ListeningAutomation, "id" | "versionId" | "status"> & { shopId: string } & Record<string, unknown>)[]> =>
  query(
    sql,
    `SELECT "id", "shopId", "status", "currentVersionId" AS "versionId" FROM "Automation"
     WHERE "shopId" = ANY($1::uuid[]) AND "status" IN ('active', 'paused') AND "currentVersionId" IS NOT NULL ORDER BY "createdAt", "id"`,
    [shopIds],
  );

export interface AutomationRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  name: string;
  trigger: string;
  status: AutomationStatus;
  libraryKey: string | null;
  draft: unknown;
  currentVersionId: string | null;
}

const columns = `"id", "shopId", "name", "trigger", "status", "libraryKey", "draft", "currentVersionId"`;

export const listAutomations = (sql: Sql, shopId: string): Promise<AutomationRow[]> =>
  query(sql, `SELECT ${columns} FROM "Automation" WHERE "shopId" = $1 ORDER BY "createdAt", "id"`, [shopId]);

export async function findAutomation(sql: Sql, shopId: string, id: string): Promise<AutomationRow | null> {
  const [row] = await query<AutomationRow>(sql, `SELECT ${columns} FROM "Automation" WHERE "shopId" = $1 AND "id"::text = $2`, [shopId, id]);
  return row ?? null;
}

export async function lockAutomation(sql: Sql, shopId: string, id: string): Promise<AutomationRow | null> {
  const [row] = await query<AutomationRow>(sql, `SELECT ${columns} FROM "Automation" WHERE "shopId" = $1 AND "id"::text = $2 FOR UPDATE`, [shopId, id]);
  return row ?? null;
}

/** The shop's own automation made from the library's; the shop is locked, so that two do not make it twice. */
export async function lockLibraryAutomation(sql: Sql, shopId: string, libraryKey: string): Promise<AutomationRow | null> {
  await query(sql, `SELECT pg_advisory_xact_lock(hashtextextended($1, 6))`, [`${shopId} ${libraryKey}`]);
  const [row] = await query<AutomationRow>(sql, `SELECT ${columns} FROM "Automation" WHERE "shopId" = $1 AND "libraryKey" = $2`, [shopId, libraryKey]);
  return row ?? null;
}

export interface NewAutomation {
  id: string;
  shopId: string;
  name: string;
  description: string;
  trigger: string;
  libraryKey: string | null;
  draft: Definition;
  author: string;
  createdAt: Instant;
}

export const insertAutomation = (sql: Sql, row: NewAutomation): Promise<void> => insert(sql, "Automation", [{ ...row, status: "draft", updatedAt: row.createdAt }]);

export interface NewVersion {
  id: string;
  shopId: string;
  automationId: string;
  definition: Definition;
  publishedBy: string;
  createdAt: Instant;
}

/** Adds the next version and makes it the current one. The automation must be locked. */
export async function publishVersion(sql: Sql, version: NewVersion): Promise<void> {
  const [last] = await query<{ version: number | null }>(sql, `SELECT max("version") AS "version" FROM "AutomationVersion" WHERE "automationId" = $1`, [version.automationId]);
  await insert(sql, "AutomationVersion", [{ ...version, version: (last?.version ?? 0) + 1 }]);
  await query(sql, `UPDATE "Automation" SET "currentVersionId" = $2, "trigger" = $3 WHERE "id" = $1`, [version.automationId, version.id, version.definition.trigger.type]);
}

export const setAutomationStatus = (sql: Sql, id: string, status: AutomationStatus, at: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Automation" SET "status" = $2::"AutomationStatus", "updatedAt" = $3 WHERE "id" = $1`, [id, status, at]);

/** Holds what an automation has scheduled, or lets it go; a text whose outcome is unknown stays held. */
export const holdSteps = (sql: Sql, automationId: string, held: boolean): Promise<unknown> =>
  query(
    sql,
    `UPDATE "ScheduledAutomation" a SET "held" = $2 FROM "AutomationSequence" q
     WHERE q."id" = a."sequenceId" AND q."automationId" = $1 AND q."status" = 'active' AND a."status" = 'scheduled'
       AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = a."id" AND m."status" IN ('sending', 'unknown'))`,
    [automationId, held],
  );
