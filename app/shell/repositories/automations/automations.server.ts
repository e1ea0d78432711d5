import { builtInDefinition, readDefinition, type Definition } from "#core/automations/definition.ts";
import type { ListeningAutomation } from "#core/engine/match-context.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { isOwnId, ownId } from "#shell/db/own-id.server.ts";
import { insert, query, type Sql, toJson } from "#shell/db/sql.server.ts";
import type { Log } from "#shell/log.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/**
 * Loads published definitions by version id. Versions are immutable, so cached ones never expire.
 * @throws UnreadableVersions when this release cannot read one of them
 */
export type Definitions = (sql: Sql, versionIds: readonly string[]) => Promise<Map<string, Definition>>;

/**
 * Versions that this release cannot read: a newer release has published them, as happens during a rolling deploy, or an
 * older one, with something that was dropped since.
 */
class UnreadableVersions extends Error {
  override name = "UnreadableVersions";
  readonly versionIds: ReadonlySet<string>;
  /** The versions that were asked for and can be read. */
  readonly readable: ReadonlyMap<string, Definition>;

  constructor(problems: ReadonlyMap<string, string>, readable: ReadonlyMap<string, Definition>) {
    super([...problems].map(([id, problem]) => `version ${id} cannot be read: ${problem}`).join("; "));
    this.versionIds = new Set(problems.keys());
    this.readable = readable;
  }
}

/** Loads the definitions that this release can read, and tells which versions it cannot. */
export async function readableDefinitions(
  { definitions, log }: { definitions: Definitions; log: Pick<Log, "warn"> },
  sql: Sql,
  versionIds: readonly string[],
): Promise<{ definitions: ReadonlyMap<string, Definition>; unreadable: ReadonlySet<string> }> {
  try {
    return { definitions: await definitions(sql, versionIds), unreadable: new Set() };
  } catch (error) {
    if (!(error instanceof UnreadableVersions)) throw error;
    log.warn({ err: error }, "versions cannot be read by this release; what needs them waits for a newer one");
    return { definitions: error.readable, unreadable: error.versionIds };
  }
}

const MAX_CACHED = 5_000;

export function createDefinitions(): Definitions {
  const known = new Map<string, Definition>();
  return async (sql, versionIds) => {
    const problems = new Map<string, string>();
    const missing = [...new Set(versionIds)].filter((id) => !known.has(id));
    if (missing.length > 0) {
      const rows = await query<{ id: string; definition: unknown; internal: boolean }>(
        sql,
        `
          SELECT v."id", v."definition", a."internal"
          FROM "AutomationVersion" v
          JOIN "Automation" a ON a."id" = v."automationId"
          WHERE v."id" = ANY($1::uuid[])`,
        [missing],
      );
      if (known.size + rows.length > MAX_CACHED) known.clear();
      for (const { id, internal, definition } of rows) {
        const read = internal ? readBuiltIn(definition) : readDefinition(definition);
        if ("definition" in read) known.set(id, read.definition);
        else problems.set(id, read.problems.map(({ path, message }) => `${path} ${message}`).join("; "));
      }
    }
    const found = new Map<string, Definition>();
    for (const id of versionIds) {
      const definition = known.get(id);
      if (definition) found.set(id, definition);
    }
    if (problems.size > 0) throw new UnreadableVersions(problems, found);
    return found;
  };
}

function readBuiltIn(document: unknown) {
  const { data, error } = builtInDefinition.safeParse(document);
  return data ? { definition: data } : { problems: [{ path: "", message: error?.message ?? "" }] };
}

/** Active and paused automations of these shops, which events are matched against. */
export const findListening = (
  sql: Sql,
  shopIds: readonly string[],
): Promise<
  (Pick<ListeningAutomation, "id" | "versionId" | "status"> & {
    shopId: string;
    trigger: string;
    publishedAt: Instant;
  } & Record<string, unknown>)[]
> =>
  query(
    sql,
    `
      SELECT a."id", a."shopId", a."status", a."trigger", v."id" AS "versionId", v."createdAt" AS "publishedAt"
      FROM "Automation" a
        JOIN "AutomationVersion" v ON v."id" = a."currentVersionId"
      WHERE a."shopId" = ANY($1::uuid[]) AND a."status" IN (${STATUS.active}, ${STATUS.paused})
      ORDER BY a."createdAt", a."id"`,
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
  tags: string[];
}

const columns = `"id", "shopId", "name", "trigger", "status", "libraryKey", "draft", "currentVersionId", "tags"`;

// Merchants cannot see or change internal automations; a campaign's has the campaign's page.
const OF_MERCHANT = `"shopId" = $1 AND NOT "internal" AND NOT "campaign"`;

export const listAutomations = (sql: Sql, shopId: string): Promise<AutomationRow[]> =>
  query(sql, `SELECT ${columns} FROM "Automation" WHERE ${OF_MERCHANT} ORDER BY "createdAt", "id"`, [shopId]);

export async function findAutomation(sql: Sql, shopId: string, id: string): Promise<AutomationRow | null> {
  const [row] = await query<AutomationRow>(
    sql,
    `SELECT ${columns} FROM "Automation" WHERE ${OF_MERCHANT} AND "id" = $2`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** Locks an automation for a change. Inserts that reference it, such as logs, do not wait. */
export async function lockAutomation(sql: Sql, shopId: string, id: string): Promise<AutomationRow | null> {
  const [row] = await query<AutomationRow>(
    sql,
    `SELECT ${columns} FROM "Automation" WHERE ${OF_MERCHANT} AND "id" = $2 FOR NO KEY UPDATE`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** Those of these automations that belong to the shop, without internal ones. */
export const findAutomations = (sql: Sql, shopId: string, ids: readonly string[]): Promise<AutomationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : query(sql, `SELECT ${columns} FROM "Automation" WHERE ${OF_MERCHANT} AND "id" = ANY($2::uuid[])`, [
        shopId,
        ids.filter(isOwnId),
      ]);

/** The shop's automation of a library key; locks the key, so that concurrent requests create one automation. */
export async function lockLibraryAutomation(
  sql: Sql,
  shopId: string,
  libraryKey: string,
): Promise<AutomationRow | null> {
  await query(sql, `SELECT pg_advisory_xact_lock(hashtextextended($1, 6))`, [`${shopId} ${libraryKey}`]);
  const [row] = await query<AutomationRow>(
    sql,
    `SELECT ${columns} FROM "Automation" WHERE "shopId" = $1 AND "libraryKey" = $2`,
    [shopId, libraryKey],
  );
  return row ?? null;
}

export interface NewAutomation {
  id: string;
  shopId: string;
  name: string;
  description: string;
  trigger: string;
  libraryKey: string | null;
  draft: NamedDraft;
  author: string;
  /** Whether it is an internal automation. */
  internal?: boolean;
  /** Whether the texts of a campaign run through it. */
  campaign?: boolean;
  tags?: readonly string[];
  createdAt: Instant;
}

export const insertAutomation = (sql: Sql, row: NewAutomation): Promise<void> =>
  insert(sql, "Automation", [
    { internal: false, campaign: false, tags: [], ...row, status: "draft", updatedAt: row.createdAt },
  ]);

export interface NewVersion {
  id: string;
  shopId: string;
  automationId: string;
  definition: Definition;
  publishedBy: string;
  createdAt: Instant;
}

/**
 * Inserts the next version, makes it the current one, and copies its name, description and trigger to the automation.
 * Requires a locked automation.
 * @returns the version number
 */
export async function publishVersion(sql: Sql, { definition, ...version }: NewVersion): Promise<number> {
  const number = ((await lastVersion(sql, version.automationId)) ?? 0) + 1;
  await insert(sql, "AutomationVersion", [{ ...version, definition, version: number }]);
  await query(
    sql,
    `
      UPDATE "Automation"
      SET "currentVersionId" = $2, "trigger" = $3, "name" = $4, "description" = $5, "updatedAt" = $6
      WHERE "id" = $1`,
    [
      version.automationId,
      version.id,
      definition.trigger.type,
      definition.name,
      definition.description,
      version.createdAt,
    ],
  );
  return number;
}

/** Number of the newest version; null before the first. */
export async function lastVersion(sql: Sql, automationId: string): Promise<number | null> {
  const [last] = await query<{ version: number | null }>(
    sql,
    `SELECT max("version") AS "version" FROM "AutomationVersion" WHERE "automationId" = $1`,
    [automationId],
  );
  return last?.version ?? null;
}

/** Finds a version by number. */
export async function findVersion(
  sql: Sql,
  automationId: string,
  version: number,
): Promise<{ id: string; definition: unknown } | null> {
  const [row] = await query<{ id: string; definition: unknown }>(
    sql,
    `SELECT "id", "definition" FROM "AutomationVersion" WHERE "automationId" = $1 AND "version" = $2`,
    [automationId, version],
  );
  return row ?? null;
}

/** The fields of a draft that are copied to its automation. */
export interface NamedDraft {
  name: string;
  description: string;
  trigger: { type: string };
}

/**
 * Saves a draft, complete or not. Copies its name, description and trigger to an automation that was never published.
 */
export const updateDraft = (sql: Sql, id: string, draft: NamedDraft, at: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Automation"
      SET "draft" = $2::jsonb, "updatedAt" = $6,
        "name" = CASE WHEN "currentVersionId" IS NULL AND $3 <> '' THEN $3 ELSE "name" END,
        "description" = CASE WHEN "currentVersionId" IS NULL THEN $4 ELSE "description" END,
        "trigger" = CASE WHEN "currentVersionId" IS NULL THEN $5 ELSE "trigger" END
      WHERE "id" = $1`,
    [id, toJson(draft), draft.name.trim(), draft.description, draft.trigger.type, at],
  );

/** Whether an automation has a version, a sequence or a log line: then its rows are history, and it stays. */
export async function hasHistory(sql: Sql, automationId: string): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    sql,
    `
      SELECT EXISTS (SELECT FROM "AutomationVersion" WHERE "automationId" = $1)
        OR EXISTS (SELECT FROM "AutomationSequence" WHERE "automationId" = $1)
        OR EXISTS (SELECT FROM "AutomationLog" WHERE "automationId" = $1) AS "found"`,
    [automationId],
  );
  return row?.found ?? false;
}

export const deleteAutomation = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "Automation" WHERE "id" = $1`, [id]);

/** Leaves `updatedAt` alone, for nothing of what the automation does has changed. */
export const setAutomationTags = (sql: Sql, id: string, tags: readonly string[]): Promise<unknown> =>
  query(sql, `UPDATE "Automation" SET "tags" = $2::text[] WHERE "id" = $1`, [id, tags]);

export const setAutomationStatus = (sql: Sql, id: string, status: AutomationStatus, at: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Automation" SET "status" = $2::"AutomationStatus", "updatedAt" = $3 WHERE "id" = $1`, [
    id,
    status,
    at,
  ]);

/**
 * Holds an automation's scheduled steps, except those whose text is sending or unknown.
 * @returns the number of steps held
 */
export async function holdSteps(sql: Sql, automationId: string): Promise<number> {
  const rows = await query(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = true
      FROM "AutomationSequence" q
      WHERE q."id" = a."sequenceId"
        AND q."automationId" = $1
        AND q."status" = ${STATUS.active}
        AND a."status" = ${STATUS.scheduled}
        AND NOT EXISTS (
          SELECT 1
          FROM "Message" m
          WHERE m."scheduledAutomationId" = a."id" AND m."status" IN (${STATUS.sending}, ${STATUS.unknown})
        )
      RETURNING a."id"`,
    [automationId],
  );
  return rows.length;
}
