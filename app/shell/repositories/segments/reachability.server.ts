import type { NewNumberLimits } from "#core/sending/new-numbers.ts";
import type { RecipientBlock } from "#core/segments/reachability.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { RECIPIENTS_OF_SHOP } from "./recipients-of-shop.ts";

/** Whose texts are asked about: the members of these segments, without those of others. */
export interface Audience {
  include: readonly string[];
  exclude: readonly string[];
}

interface BlockRow extends Record<string, unknown> {
  /** The segment whose members these are; null for an audience of several. */
  segmentId: string | null;
  customers: number;
  numbers: number;
  erased: boolean;
  phone: string | null;
  consent: ConsentState | null;
  suppressed: boolean | null;
  held: boolean | null;
  unreachable: boolean | null;
  arrived: boolean;
  inBlock: number | null;
  inRegion: number | null;
}

/**
 * The customers of an audience in blocks: alike in the state of their number and in the digits that tell its country and
 * kind. Of new numbers that may have come in a flood it says whether they came with more than the limits allow.
 */
export async function readRecipientBlocks(
  sql: Sql,
  shopId: string,
  { include, exclude }: Audience,
  { now, limits }: { now: Instant; limits: NewNumberLimits },
): Promise<RecipientBlock[]> {
  const rows = await query<BlockRow>(
    sql,
    blocksOf(`
      SELECT c."id", c."erasedAt" IS NOT NULL AS "erased", NULL::uuid AS "segmentId"
      FROM "Customer" c
      WHERE c."shopId" = $1
        AND c."id" IN (
          SELECT m."customerId" FROM "SegmentMember" m WHERE m."segmentId" = ANY($5::uuid[]) AND m."shopId" = $1
        )
        AND c."id" NOT IN (
          SELECT m."customerId" FROM "SegmentMember" m WHERE m."segmentId" = ANY($6::uuid[]) AND m."shopId" = $1
        )`),
    [shopId, now, limits.perBlock, limits.perCountry, include, exclude],
  );
  return rows.map((row) => blockOf(row, now));
}

/** The same of several segments at once, each by itself. @returns by the segment's id */
export async function readBlocksOfSegments(
  sql: Sql,
  shopId: string,
  segmentIds: readonly string[],
  { now, limits }: { now: Instant; limits: NewNumberLimits },
): Promise<Map<string, RecipientBlock[]>> {
  const rows = await query<BlockRow>(
    sql,
    blocksOf(`
      SELECT c."id", c."erasedAt" IS NOT NULL AS "erased", m."segmentId"
      FROM "SegmentMember" m
        JOIN "Customer" c ON c."id" = m."customerId" AND c."shopId" = m."shopId"
      WHERE m."shopId" = $1 AND m."segmentId" = ANY($5::uuid[])`),
    [shopId, now, limits.perBlock, limits.perCountry, segmentIds],
  );
  const blocks = new Map<string, RecipientBlock[]>(segmentIds.map((id) => [id, []]));
  for (const row of rows) blocks.get(row.segmentId ?? "")?.push(blockOf(row, now));
  return blocks;
}

/** @param audience SQL: the customers, each once for each segment */
const blocksOf = (audience: string): string => `
  WITH audience AS MATERIALIZED (${audience}),
  recipients AS MATERIALIZED (${RECIPIENTS_OF_SHOP})
  SELECT a."segmentId", count(*)::int AS "customers", count(DISTINCT r."phone")::int AS "numbers", a."erased",
    min(r."phone") AS "phone", r."consent", r."suppressed", r."held",
    r."unreachableCode" IS NOT NULL AND r."unreachableUntil" > $2::timestamptz AS "unreachable",
    bool_or(flood."inBlock" IS NOT NULL) AS "arrived", flood."inBlock", flood."inRegion"
  FROM audience a
    LEFT JOIN recipients r ON r."customerId" = a."id" AND NOT a."erased"
    LEFT JOIN LATERAL (
      SELECT CASE WHEN r."newInBlock" >= $3::int THEN $3::int ELSE 0 END AS "inBlock",
        CASE WHEN r."newInRegion" >= $4::int THEN $4::int ELSE 0 END AS "inRegion"
      WHERE (r."newInBlock" >= 10 OR r."newInRegion" >= 10) AND r."arrivedAt" >= $2::timestamptz - interval '24 hours'
    ) flood ON true
  GROUP BY a."segmentId", a."erased", r."consent", r."suppressed", r."held", "unreachable", flood."inBlock",
    flood."inRegion", length(r."phone"),
    left(r."phone", CASE WHEN r."phone" LIKE '+1%' THEN 5 ELSE 8 END)`;

function blockOf(row: BlockRow, now: Instant): RecipientBlock {
  return {
    customers: row.customers,
    numbers: row.numbers,
    erased: row.erased,
    recipient: {
      phone: row.phone,
      taken: row.phone === null ? null : "customer",
      consent: row.consent ?? "not_subscribed",
      consentAt: null,
      level: null,
      namesCartReminders: false,
      suppressed: row.suppressed ?? false,
      marketingHeld: row.held ?? false,
      unreachable: row.unreachable
        ? { code: "", since: now.toString(), until: now.add({ hours: 1 }).toString() }
        : null,
      ...(row.arrived && {
        arrival: { at: now.toString(), inBlock: row.inBlock ?? 0, inRegion: row.inRegion ?? 0 },
      }),
    },
  };
}
