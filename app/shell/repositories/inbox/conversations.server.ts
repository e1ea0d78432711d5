import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** An inbound text, for its conversation. */
export interface InboundNote {
  /** Id of the conversation, if it is new. */
  id: string;
  shopId: string;
  customerId: string | null;
  /** E.164. */
  phone: string;
  /** Whether staff must read it. */
  unread: boolean;
  at: Instant;
}

/** Creates a number's conversation, or moves it to the top. */
export const recordInbound = (sql: Sql, { id, shopId, customerId, phone, unread, at }: InboundNote): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "Conversation" AS v ("id", "shopId", "customerId", "phone", "unread", "lastInboundAt")
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT ("shopId", "phone") DO UPDATE SET "customerId" = coalesce(excluded."customerId", v."customerId"),
        "unread" = v."unread" + excluded."unread",
        "lastInboundAt" = greatest(v."lastInboundAt", excluded."lastInboundAt")`,
    [id, shopId, customerId, phone, unread ? 1 : 0, at],
  );

/** Moves a customer's conversations to another customer. */
export const moveConversations = (sql: Sql, from: string, to: string): Promise<unknown> =>
  query(sql, `UPDATE "Conversation" SET "customerId" = $2 WHERE "customerId" = $1`, [from, to]);

/**
 * Sets the number of unread texts.
 * @returns the previous number; null if there is no such conversation
 */
export async function setUnread(
  sql: Sql,
  { shopId, id, unread, at }: { shopId: string; id: string; unread: number; at: Instant },
): Promise<number | null> {
  const [before] = await query<{ unread: number }>(
    sql,
    `SELECT "unread" FROM "Conversation" WHERE "shopId" = $1 AND "id"::text = $2 FOR UPDATE`,
    [shopId, id],
  );
  if (!before) return null;
  await query(
    sql,
    `UPDATE "Conversation" SET "unread" = $2, "readAt" = CASE WHEN $2 = 0 THEN $3 ELSE "readAt" END WHERE "id" = $1`,
    [id, unread, at],
  );
  return before.unread;
}
