import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A comment of a staff member on a task. */
export interface NewTaskComment {
  id: string;
  shopId: string;
  taskId: string;
  body: string;
  /** "staff:<Shopify's id>". */
  author: string;
  createdAt: Instant;
}

/**
 * Inserts a comment, once per id.
 * @returns whether it is new
 */
export async function insertTaskComment(sql: Sql, comment: NewTaskComment): Promise<boolean> {
  const { id, shopId, taskId, body, author, createdAt } = comment;
  const rows = await query(
    sql,
    `
      INSERT INTO "TaskComment" ("id", "shopId", "taskId", "body", "author", "createdAt")
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT ("id") DO NOTHING
      RETURNING "id"`,
    [id, shopId, taskId, body, author, createdAt],
  );
  return rows.length > 0;
}

export interface TaskCommentRow extends Record<string, unknown> {
  id: string;
  body: string;
  /** The author's name; null for a former staff member. */
  author: string | null;
  createdAt: Instant;
}

/** The newest comments on a task, oldest first. */
export const listTaskComments = (sql: Sql, shopId: string, taskId: string, limit: number): Promise<TaskCommentRow[]> =>
  query(
    sql,
    `
      SELECT k.*, f."name" AS "author"
      FROM (
        SELECT "id", "body", "author" AS "actor", "createdAt"
        FROM "TaskComment"
        WHERE "shopId" = $1 AND "taskId" = $2
        ORDER BY "createdAt" DESC, "id" DESC LIMIT $3
      ) k
      LEFT JOIN "Staff" f ON f."shopId" = $1 AND 'staff:' || f."userId" = k."actor"
      ORDER BY k."createdAt", k."id"`,
    [shopId, taskId, limit],
  );
