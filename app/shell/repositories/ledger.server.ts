import { append, type Entry, type Holdings, type Movement } from "#core/credits/ledger.ts";
import type { BilledMessage } from "#core/credits/proof.ts";
import type { Instant } from "#core/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

export type LockedHoldings = Holdings & { length: number };

/** Locks what shops hold until the transaction ends, in the order of their ids so that two never wait for one another. */
export async function lockHoldings(sql: Sql, shopIds: readonly string[]): Promise<Map<string, LockedHoldings>> {
  const rows = await query<{ id: string; creditBalance: number; creditReserved: number; ledgerLength: number }>(
    sql,
    `SELECT "id", "creditBalance", "creditReserved", "ledgerLength" FROM "Shop" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`,
    [[...new Set(shopIds)]],
  );
  return new Map(rows.map((row) => [row.id, { balance: row.creditBalance, reserved: row.creditReserved, length: row.ledgerLength }]));
}

/** Writes movements behind each shop's ledger and moves its holdings with them. The holdings must be locked. */
export async function writeMovements(
  sql: Sql,
  locked: Map<string, LockedHoldings>,
  movements: ReadonlyMap<string, readonly Movement[]>,
  at: Instant,
  newId: (at: Instant) => string,
): Promise<void> {
  const entries: (Entry & { id: string; shopId: string })[] = [];
  const ends: { id: string; creditBalance: number; creditReserved: number; ledgerLength: number }[] = [];
  for (const [shopId, list] of movements) {
    const start = locked.get(shopId);
    if (!start) throw new Error(`the holdings of shop ${shopId} are not locked`);
    if (list.length === 0) continue;
    const written = append(start, list);
    entries.push(...written.entries.map((entry) => ({ ...entry, id: newId(at), shopId })));
    ends.push({ id: shopId, creditBalance: written.end.balance, creditReserved: written.end.reserved, ledgerLength: written.end.length });
    locked.set(shopId, written.end);
  }
  if (entries.length === 0) return;
  await insert(
    sql,
    "CreditEntry",
    entries.map(({ id, shopId, seq, type, amount, reserved, balanceAfter, reservedAfter, messageId, note }) => ({
      id, shopId, seq, type, amount, reserved, balanceAfter, reservedAfter, messageId, note: note ?? null, createdAt: at,
    })),
  );
  await batch(
    sql,
    `UPDATE "Shop" s SET "creditBalance" = i."creditBalance", "creditReserved" = i."creditReserved", "ledgerLength" = i."ledgerLength"
     FROM json_populate_recordset(NULL::"Shop", $1::json) i WHERE s."id" = i."id"`,
    ends,
  );
}

/** A shop's whole ledger, in order. */
export const readLedger = (sql: Sql, shopId: string): Promise<(Entry & Record<string, unknown>)[]> =>
  query(
    sql,
    `SELECT "seq", "type", "amount", "reserved", "balanceAfter", "reservedAfter", "messageId", "note" FROM "CreditEntry" WHERE "shopId" = $1 ORDER BY "seq"`,
    [shopId],
  );

/** The messages that the ledger should know. */
export const readBilled = (sql: Sql, shopId: string): Promise<(BilledMessage & Record<string, unknown>)[]> =>
  query(
    sql,
    `SELECT "id", "credits", "status" IN ('pending', 'sending', 'unknown') AS "open" FROM "Message"
     WHERE "shopId" = $1 AND "direction" = 'outbound' AND ("credits" > 0 OR "scheduledAutomationId" IS NOT NULL)`,
    [shopId],
  );
