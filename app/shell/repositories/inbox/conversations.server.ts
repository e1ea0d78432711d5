import type { ConversationState } from "#core/inbox/conversation-state.ts";
import type { Instant } from "#core/time/time.ts";
import { ownId } from "#shell/db/own-id.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A conversation with its state and its assignee, locked for a change. */
export interface LockedConversation extends ConversationState, Record<string, unknown> {
  id: string;
  /** The name of the staff member it is assigned to. */
  assignee: string | null;
  assigneeId: string | null;
}

const LOCKED = `
  SELECT v."id", v."unread", v."closedAt", v."assigneeId",
    (SELECT f."name" FROM "Staff" f WHERE f."id" = v."assigneeId") AS "assignee"
  FROM "Conversation" v`;

/** Locks a shop's conversation; null without one. */
export async function lockConversation(sql: Sql, shopId: string, id: string): Promise<LockedConversation | null> {
  const [row] = await query<LockedConversation>(
    sql,
    `${LOCKED} WHERE v."shopId" = $1 AND v."id" = $2 FOR UPDATE OF v`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** Locks the conversation with a number, E.164; null without one. */
export async function lockConversationWith(
  sql: Sql,
  shopId: string,
  phone: string,
): Promise<LockedConversation | null> {
  const [row] = await query<LockedConversation>(
    sql,
    `${LOCKED} WHERE v."shopId" = $1 AND v."phone" = $2 FOR UPDATE OF v`,
    [shopId, phone],
  );
  return row ?? null;
}

/** The conversation with a number after an inbound text. */
export interface InboundConversation extends ConversationState {
  id: string;
  shopId: string;
  customerId: string | null;
  /** E.164. */
  phone: string;
  at: Instant;
}

/** Creates a number's conversation, or moves it to the top. */
export const saveInboundConversation = (
  sql: Sql,
  { id, shopId, customerId, phone, unread, closedAt, at }: InboundConversation,
): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "Conversation" AS v ("id", "shopId", "customerId", "phone", "unread", "closedAt", "lastInboundAt")
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT ("shopId", "phone") DO UPDATE SET "customerId" = coalesce(excluded."customerId", v."customerId"),
        "unread" = excluded."unread", "closedAt" = excluded."closedAt",
        "lastInboundAt" = greatest(v."lastInboundAt", excluded."lastInboundAt")`,
    [id, shopId, customerId, phone, unread, closedAt, at],
  );

/** Moves a customer's conversations to another customer. */
export const moveConversations = (sql: Sql, from: string, to: string): Promise<unknown> =>
  query(sql, `UPDATE "Conversation" SET "customerId" = $2 WHERE "customerId" = $1`, [from, to]);

/** Saves the state of a locked conversation. */
export const saveConversationState = (
  sql: Sql,
  { id, unread, closedAt, at }: ConversationState & { id: string; at: Instant },
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Conversation"
      SET "unread" = $2, "closedAt" = $3, "readAt" = CASE WHEN $2 = 0 THEN $4 ELSE "readAt" END
      WHERE "id" = $1`,
    [id, unread, closedAt, at],
  );

/** Assigns a locked conversation. @param assigneeId id of the staff row; null to unassign */
export const saveAssignee = (sql: Sql, id: string, assigneeId: string | null): Promise<unknown> =>
  query(sql, `UPDATE "Conversation" SET "assigneeId" = $2 WHERE "id" = $1`, [id, assigneeId]);

/** A note of a staff member in a conversation. */
export interface NewConversationNote {
  id: string;
  shopId: string;
  conversationId: string;
  body: string;
  /** "staff:<Shopify's id>". */
  author: string;
  createdAt: Instant;
}

/**
 * Inserts a note, once per id.
 * @returns whether it is new
 */
export async function insertConversationNote(sql: Sql, note: NewConversationNote): Promise<boolean> {
  const { id, shopId, conversationId, body, author, createdAt } = note;
  const rows = await query(
    sql,
    `
      INSERT INTO "ConversationNote" ("id", "shopId", "conversationId", "body", "author", "createdAt")
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT ("id") DO NOTHING
      RETURNING "id"`,
    [id, shopId, conversationId, body, author, createdAt],
  );
  return rows.length > 0;
}
