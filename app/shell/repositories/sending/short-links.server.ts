import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

export interface NewShortLink {
  code: string;
  shopId: string;
  messageId: string | null;
  customerId: string | null;
  target: string;
  createdAt: Instant;
}

/** Keeps links, each code once. @returns the codes that lead where they should */
export async function saveShortLinks(sql: Sql, links: readonly NewShortLink[]): Promise<Set<string>> {
  await batch(
    sql,
    `INSERT INTO "ShortLink" ("code", "shopId", "messageId", "customerId", "target", "createdAt")
     SELECT "code", "shopId", "messageId", "customerId", "target", "createdAt"
       FROM json_populate_recordset(NULL::"ShortLink", $1::json) ON CONFLICT DO NOTHING`,
    links,
  );
  const kept = await batch<{ code: string }>(
    sql,
    `SELECT l."code" FROM json_to_recordset($1::json) AS i("code" text, "shopId" uuid, "target" text)
     JOIN "ShortLink" l ON l."code" = i."code" AND l."shopId" = i."shopId" AND l."target" = i."target"`,
    links,
  );
  return new Set(kept.map(({ code }) => code));
}

export interface ShortLinkRow extends Record<string, unknown> {
  code: string;
  shopId: string;
  customerId: string | null;
  target: string;
}

export async function findShortLink(sql: Sql, code: string): Promise<ShortLinkRow | null> {
  const [row] = await query<ShortLinkRow>(
    sql,
    `SELECT "code", "shopId", "customerId", "target" FROM "ShortLink" WHERE "code" = $1`,
    [code],
  );
  return row ?? null;
}

/** How often the links of a text were followed, and when last. */
export interface Clicks extends Record<string, unknown> {
  clicks: number;
  lastClickAt: Instant | null;
}

/** Of texts, by their id; those without a link of their own are not among them. */
export async function clicksOf(sql: Sql, messageIds: readonly string[]): Promise<Map<string, Clicks>> {
  if (messageIds.length === 0) return new Map();
  const rows = await query<Clicks & { messageId: string }>(
    sql,
    `
      SELECT "messageId", sum("clicks")::int AS "clicks", max("lastClickAt") AS "lastClickAt" FROM "ShortLink"
        WHERE "messageId" = ANY($1::uuid[]) GROUP BY 1`,
    [messageIds],
  );
  return new Map(rows.map((row) => [row.messageId, row]));
}

export const countClick = (
  sql: Sql,
  { code, shopId }: Pick<ShortLinkRow, "code" | "shopId">,
  at: Instant,
): Promise<unknown> =>
  query(sql, `UPDATE "ShortLink" SET "clicks" = "clicks" + 1, "lastClickAt" = $3 WHERE "code" = $1 AND "shopId" = $2`, [
    code,
    shopId,
    at,
  ]);
