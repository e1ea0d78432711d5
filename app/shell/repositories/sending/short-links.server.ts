import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface NewShortLink {
  code: string;
  shopId: string;
  messageId: string | null;
  customerId: string | null;
  target: string;
  /** Its code opens the page that opts out the recipient of the message. */
  optsOut: boolean;
  utmCampaign: string | null;
  utmContent: string | null;
  createdAt: Instant;
}

/**
 * Inserts links, each code once. A code that another transaction takes meanwhile fails the statement.
 * @returns the first code that belongs to another link; nothing is inserted then
 */
export async function saveShortLinks(sql: Sql, links: readonly NewShortLink[]): Promise<string | null> {
  const rows = await query<{ code: string; shopId: string; target: string }>(
    sql,
    `SELECT "code", "shopId", "target" FROM "ShortLink" WHERE "code" = ANY($1)`,
    [links.map(({ code }) => code)],
  );
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const fresh: NewShortLink[] = [];
  for (const link of links) {
    const other = byCode.get(link.code);
    if (other && (other.shopId !== link.shopId || other.target !== link.target)) return link.code;
    if (other) continue;
    byCode.set(link.code, link);
    fresh.push(link);
  }
  await insert(sql, "ShortLink", fresh);
  return null;
}

export interface ShortLinkRow extends Record<string, unknown> {
  code: string;
  shopId: string;
  messageId: string | null;
  customerId: string | null;
  target: string;
  utmCampaign: string | null;
  utmContent: string | null;
  /** The shop's domain, and the host of its storefront. */
  shopDomain: string;
  storefrontHost: string | null;
  settings: unknown;
  /** When its text left, and when it arrived; null while unknown. */
  sentAt: Instant | null;
  deliveredAt: Instant | null;
  /** Clicks that were recorded since the instant asked for, of people and machines. */
  recentClicks: number;
}

/** Finds a short link by its code; null when the code is unknown. */
export async function findShortLink(sql: Sql, code: string, since: Instant): Promise<ShortLinkRow | null> {
  const [row] = await query<ShortLinkRow>(
    sql,
    `
      SELECT l."code", l."shopId", l."messageId", l."customerId", l."target", l."utmCampaign", l."utmContent",
        s."domain" AS "shopDomain", s."storefrontHost", s."settings",
        m."createdAt" AS "sentAt", CASE WHEN m."status" = ${STATUS.delivered} THEN m."updatedAt" END AS "deliveredAt",
        (SELECT count(*)::int FROM "LinkClick" k WHERE k."code" = l."code" AND k."at" > $2) AS "recentClicks"
      FROM "ShortLink" l
        JOIN "Shop" s ON s."id" = l."shopId"
        LEFT JOIN "Message" m ON m."id" = l."messageId"
      WHERE l."code" = $1 AND NOT l."optsOut"`,
    [code, since],
  );
  return row ?? null;
}

/** The text that an opt-out link stands in. */
export interface OptOutLinkRow extends Record<string, unknown> {
  shopId: string;
  shopName: string;
  settings: unknown;
  messageId: string;
  /** E.164. */
  phone: string;
}

/** Finds the text of an opt-out link; null for an unknown code, and once the recipient's data is erased. */
export async function findOptOutLink(sql: Sql, code: string): Promise<OptOutLinkRow | null> {
  const [row] = await query<OptOutLinkRow>(
    sql,
    `
      SELECT l."shopId", s."name" AS "shopName", s."settings", m."id" AS "messageId", m."to" AS "phone"
      FROM "ShortLink" l
      JOIN "Message" m ON m."id" = l."messageId" AND m."to" IS NOT NULL
      JOIN "Shop" s ON s."id" = l."shopId"
      WHERE l."code" = $1 AND l."optsOut"`,
    [code],
  );
  return row ?? null;
}

/** The clicks on the links of a text. */
export interface Clicks extends Record<string, unknown> {
  /** Of people. */
  clicks: number;
  machineClicks: number;
  /** The last one of a person. */
  lastClickAt: Instant | null;
}

/** Returns the clicks by message id; messages without a short link are left out. */
export async function clicksOf(sql: Sql, messageIds: readonly string[]): Promise<Map<string, Clicks>> {
  if (messageIds.length === 0) return new Map();
  const rows = await query<Clicks & { messageId: string }>(
    sql,
    `
      SELECT "messageId", sum("clicks")::int AS "clicks", sum("machineClicks")::int AS "machineClicks",
        max("lastClickAt") AS "lastClickAt"
      FROM "ShortLink"
      WHERE "messageId" = ANY($1::uuid[]) AND NOT "optsOut"
      GROUP BY 1`,
    [messageIds],
  );
  return new Map(rows.map((row) => [row.messageId, row]));
}
