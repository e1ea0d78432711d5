import type { CampaignStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { insert, query, toJson, type Sql } from "#shell/db/sql.server.ts";

export interface CampaignRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  name: string;
  /** Read through `readPlan`. */
  plan: unknown;
  includes: string[];
  excludes: string[];
  status: CampaignStatus;
  automationId: string | null;
  scheduledAt: Instant | null;
  startedAt: Instant | null;
  preparedTo: string | null;
  preparedAt: Instant | null;
  releasedTo: Instant | null;
  nextLookAt: Instant | null;
  pausedReason: string | null;
  pausedAt: Instant | null;
  winner: string | null;
  /** A `WinnerDecision` of the core. */
  winnerSaw: unknown;
  completedAt: Instant | null;
  error: string | null;
  /** Shopify's, of the recipients' codes. */
  discountId: string | null;
  discountEndsAt: Instant | null;
  codesProblem: string | null;
  codesAgainAt: Instant | null;
  author: string;
  createdAt: Instant;
  updatedAt: Instant;
}

const columns = `"id", "shopId", "name", "plan", "includes", "excludes", "status", "automationId", "scheduledAt", "startedAt",
  "preparedTo", "preparedAt", "releasedTo", "nextLookAt", "pausedReason", "pausedAt", "winner", "winnerSaw",
  "completedAt", "error", "discountId", "discountEndsAt", "codesProblem", "codesAgainAt", "author", "createdAt", "updatedAt"`;

export type NewCampaign = Pick<
  CampaignRow,
  "id" | "shopId" | "name" | "includes" | "excludes" | "author" | "createdAt"
> & { plan: object };

export const insertCampaign = (sql: Sql, row: NewCampaign): Promise<void> =>
  insert(sql, "Campaign", [{ ...row, status: "draft", fence: 0, updatedAt: row.createdAt }]);

/** Replaces what a draft says. */
export const updateCampaignDraft = (
  sql: Sql,
  id: string,
  { name, plan, includes, excludes }: Pick<NewCampaign, "name" | "plan" | "includes" | "excludes">,
  at: Instant,
): Promise<unknown> =>
  query(
    sql,
    `UPDATE "Campaign" SET "name" = $2, "plan" = $3::jsonb, "includes" = $4::uuid[], "excludes" = $5::uuid[], "updatedAt" = $6
      WHERE "id" = $1`,
    [id, name, toJson(plan), includes, excludes, at],
  );

export const deleteCampaign = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "Campaign" WHERE "id" = $1`, [id]);

export async function findCampaign(sql: Sql, shopId: string, id: string): Promise<CampaignRow | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<CampaignRow>(sql, `SELECT ${columns} FROM "Campaign" WHERE "shopId" = $1 AND "id" = $2`, [
    shopId,
    id,
  ]);
  return row ?? null;
}

/** The id of the campaign whose texts run through an automation; null for an automation of its own. */
export async function campaignOfAutomation(sql: Sql, shopId: string, automationId: string): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "Campaign" WHERE "shopId" = $1 AND "automationId" = $2`,
    [shopId, automationId],
  );
  return row?.id ?? null;
}

/** Locks a campaign for a change. */
export async function lockCampaign(sql: Sql, id: string): Promise<CampaignRow | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<CampaignRow>(sql, `SELECT ${columns} FROM "Campaign" WHERE "id" = $1 FOR NO KEY UPDATE`, [
    id,
  ]);
  return row ?? null;
}

/** A shop's campaigns, those last touched first. */
export const listCampaigns = (sql: Sql, shopId: string, limit: number): Promise<CampaignRow[]> =>
  query(
    sql,
    `SELECT ${columns} FROM "Campaign" WHERE "shopId" = $1 ORDER BY coalesce("startedAt", "scheduledAt",
      "updatedAt") DESC, "id" LIMIT $2`,
    [shopId, limit],
  );

/** The changing part of a campaign's row. */
export type CampaignChange = Partial<
  Pick<
    CampaignRow,
    | "status"
    | "automationId"
    | "scheduledAt"
    | "startedAt"
    | "preparedTo"
    | "preparedAt"
    | "releasedTo"
    | "nextLookAt"
    | "pausedReason"
    | "pausedAt"
    | "winner"
    | "completedAt"
    | "error"
    | "discountId"
    | "discountEndsAt"
    | "codesProblem"
    | "codesAgainAt"
  > & { winnerSaw: object }
>;

/** Writes the given columns of a campaign. */
export async function updateCampaign(sql: Sql, id: string, change: CampaignChange, at: Instant): Promise<void> {
  const names = Object.keys(change);
  await query(
    sql,
    `
      UPDATE "Campaign" c
      SET ${names.map((name) => `"${name}" = i."${name}"`).join(", ")}${names.length > 0 ? ", " : ""}"updatedAt" = $2
      FROM json_populate_record(NULL::"Campaign", $1::json) i
      WHERE c."id" = $3`,
    [toJson(change), at, id],
  );
}

/** A claim of a campaign by one worker. */
export interface CampaignClaim extends Record<string, unknown> {
  id: string;
  fence: number;
}

/** Claims the campaign that has waited longest to be looked at. @returns null when none is due */
export async function claimCampaign(
  sql: Sql,
  { now, until }: { now: Instant; until: Instant },
): Promise<CampaignClaim | null> {
  const [row] = await query<CampaignClaim>(
    sql,
    `
      UPDATE "Campaign"
      SET "leaseUntil" = $2, "fence" = "fence" + 1
      WHERE "id" = (
        SELECT "id"
        FROM "Campaign"
        WHERE "nextLookAt" <= $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)
        ORDER BY "nextLookAt", "id" LIMIT 1
        FOR UPDATE SKIP LOCKED
      )
      RETURNING "id", "fence"`,
    [now, until],
  );
  return row ?? null;
}

/** Locks a claimed campaign. @returns null when another worker has claimed it since */
export async function lockClaimedCampaign(sql: Sql, { id, fence }: CampaignClaim): Promise<CampaignRow | null> {
  const [row] = await query<CampaignRow>(
    sql,
    `SELECT ${columns} FROM "Campaign" WHERE "id" = $1 AND "fence" = $2 FOR NO KEY UPDATE`,
    [id, fence],
  );
  return row ?? null;
}

/** Gives a claim back. */
export const releaseCampaign = (sql: Sql, { id, fence }: CampaignClaim): Promise<unknown> =>
  query(sql, `UPDATE "Campaign" SET "leaseUntil" = NULL WHERE "id" = $1 AND "fence" = $2`, [id, fence]);

/** When the next campaign is to be looked at; null when none is. */
export async function nextCampaignLook(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(sql, `SELECT min("nextLookAt") AS "at" FROM "Campaign"`);
  return row?.at ?? null;
}

/** The segments that the operator means by their names or ids. */
export const findSegmentsByName = (
  sql: Sql,
  shopId: string,
  names: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  query(
    sql,
    `SELECT "id", "name" FROM "Segment" WHERE "shopId" = $1 AND ("id" = ANY($2::uuid[]) OR lower("name") = ANY($3::text[]))`,
    [shopId, names.filter(isOwnId), names.map((name) => name.toLowerCase())],
  );

/** The segments that a campaign can go to, by name, with their members. */
export const listAudiences = (sql: Sql, shopId: string): Promise<{ id: string; name: string; members: number }[]> =>
  query(
    sql,
    `
      SELECT s."id", s."name", (SELECT count(*)::int FROM "SegmentMember" m WHERE m."segmentId" = s."id") AS "members"
      FROM "Segment" s
      WHERE s."shopId" = $1
      ORDER BY s."name"`,
    [shopId],
  );
