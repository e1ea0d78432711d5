import { insert, query, type Sql } from "#shell/db/sql.server.ts";

/** A picture or another file of an inbound text. */
export interface MediaRow {
  messageId: string;
  /** 0, 1, 2 ... within the text. */
  position: number;
  shopId: string;
  /** MIME type, as the provider tells it. */
  contentType: string;
  /** The provider's address. */
  url: string;
}

/** The file, and the shop's own sender that its text came to; null for the installation's. */
export interface StoredMedia extends MediaRow, Record<string, unknown> {
  senderId: string | null;
}

export const insertMedia = (sql: Sql, rows: readonly MediaRow[]): Promise<void> => insert(sql, "MessageMedia", rows);

/** Finds a file of a shop's text; null without one. */
export async function findMedia(
  sql: Sql,
  { shopId, messageId, position }: Pick<MediaRow, "shopId" | "messageId" | "position">,
): Promise<StoredMedia | null> {
  const [row] = await query<StoredMedia>(
    sql,
    `
      SELECT f.*, m."senderId"
      FROM "MessageMedia" f
        JOIN "Message" m ON m."id" = f."messageId"
      WHERE f."messageId" = $1 AND f."position" = $2 AND f."shopId" = $3`,
    [messageId, position, shopId],
  );
  return row ?? null;
}

/** SQL for the MIME types of a text's files, in order; NULL for a text without any. */
export const mediaTypesOf = (messageId: string): string =>
  `(SELECT array_agg(f."contentType" ORDER BY f."position") FROM "MessageMedia" f WHERE f."messageId" = ${messageId})`;
