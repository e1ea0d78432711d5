import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

/** What is left to erase of a customer. */
export interface CustomerErasureRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  /** Null where only bodies of events name the customer. */
  customerId: string | null;
  phones: string[];
  names: string[];
  /** Words that name the customer in bodies of events, in lower case. */
  needles: string[];
  step: number;
  cursor: string | null;
}

export const insertErasures = (
  sql: Sql,
  rows: readonly (Omit<CustomerErasureRow, "step" | "cursor"> & { createdAt: Instant })[],
): Promise<void> => insert(sql, "CustomerErasure", rows);

/** Claims the oldest erasure that no worker is at. */
export async function claimErasure(
  sql: Sql,
  { now, until }: { now: Instant; until: Instant },
): Promise<CustomerErasureRow | null> {
  const [row] = await query<CustomerErasureRow>(
    sql,
    `
      UPDATE "CustomerErasure" e
      SET "leaseUntil" = $2
      WHERE e."id" = (
        SELECT "id"
        FROM "CustomerErasure"
        WHERE "leaseUntil" IS NULL OR "leaseUntil" <= $1
        ORDER BY "createdAt", "id"
        LIMIT 1
        FOR UPDATE SKIP LOCKED
      )
      RETURNING e."id", e."shopId", e."customerId", e."phones", e."names", e."needles", e."step", e."cursor"`,
    [now, until],
  );
  return row ?? null;
}

/** Stores how far an erasure has come, in the transaction that erased so far. */
export const saveErasure = (
  sql: Sql,
  { id, step, cursor, leaseUntil }: Pick<CustomerErasureRow, "id" | "step" | "cursor"> & { leaseUntil: Instant | null },
): Promise<unknown> =>
  query(sql, `UPDATE "CustomerErasure" SET "step" = $2, "cursor" = $3, "leaseUntil" = $4 WHERE "id" = $1`, [
    id,
    step,
    cursor,
    leaseUntil,
  ]);

export const deleteErasure = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "CustomerErasure" WHERE "id" = $1`, [id]);
