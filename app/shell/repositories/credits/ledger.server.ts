import { appendMovement, type LedgerEntry, type Holdings, type Movement } from "#core/credits/ledger.ts";
import { addSpend, spendOn, type Spend } from "#core/credits/spend.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

export interface LockedHoldings extends Holdings {
  length: number;
  /** The shop's settings; parse them with `readSettings`. */
  settings: unknown;
  timezone: string;
  /** As last written: of the day that it names. */
  spend: Spend;
  /** False after a restore, until the charges since the copy were read from Shopify. */
  chargesAreRead: boolean;
}

/** What a shop has spent as of an instant, on its calendar. */
export const spendNow = ({ spend, timezone }: LockedHoldings, at: Instant): Spend =>
  spendOn(spend, at.toZonedDateTimeISO(timezone).toPlainDate().toString());

/** What a shop's texts have cost on a day and in its month, without a lock. */
export async function readSpendNow(
  sql: Sql,
  { id, timezone }: { id: string; timezone: string },
  at: Instant,
): Promise<Spend> {
  const [row] = await query<{ day: string | null; inDay: number; inMonth: number }>(
    sql,
    `
      SELECT "spendDay"::text AS "day", "spentInDay" AS "inDay", "spentInMonth" AS "inMonth"
      FROM "Shop"
      WHERE "id" = $1`,
    [id],
  );
  const today = at.toZonedDateTimeISO(timezone).toPlainDate().toString();
  return spendOn(row ?? { day: null, inDay: 0, inMonth: 0 }, today);
}

/** Locks shops' holdings until the transaction ends, in id order to avoid deadlocks. */
export async function lockHoldings(sql: Sql, shopIds: readonly string[]): Promise<Map<string, LockedHoldings>> {
  const rows = await query<{
    id: string;
    creditBalance: number;
    creditReserved: number;
    ledgerLength: number;
    settings: unknown;
    timezone: string;
    spendDay: string | null;
    spentInDay: number;
    spentInMonth: number;
    chargesAreRead: boolean;
  }>(
    sql,
    `
      SELECT "id", "creditBalance", "creditReserved", "ledgerLength", "settings", "timezone",
        "spendDay"::text AS "spendDay", "spentInDay", "spentInMonth",
        "restoredAt" IS NULL OR "chargesReadAt" IS NOT NULL AS "chargesAreRead"
      FROM "Shop"
      WHERE "id" = ANY($1::uuid[])
      ORDER BY "id" FOR NO KEY UPDATE`,
    [[...new Set(shopIds)]],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        balance: row.creditBalance,
        reserved: row.creditReserved,
        length: row.ledgerLength,
        settings: row.settings,
        timezone: row.timezone,
        spend: { day: row.spendDay, inDay: row.spentInDay, inMonth: row.spentInMonth },
        chargesAreRead: row.chargesAreRead,
      },
    ]),
  );
}

/**
 * Appends movements to the ledgers and updates the holdings. Requires locked holdings.
 * @param locked updated in place
 * @throws if a shop's holdings are not locked
 */
export async function writeMovements(
  sql: Sql,
  locked: Map<string, LockedHoldings>,
  movements: ReadonlyMap<string, readonly Movement[]>,
  at: Instant,
  newId: (at: Instant) => string,
): Promise<void> {
  const entries: (LedgerEntry & { id: string; shopId: string })[] = [];
  const ends: {
    id: string;
    creditBalance: number;
    creditReserved: number;
    ledgerLength: number;
    spendDay: string | null;
    spentInDay: number;
    spentInMonth: number;
  }[] = [];
  for (const [shopId, list] of movements) {
    const start = locked.get(shopId);
    if (!start) throw new Error(`the holdings of shop ${shopId} are not locked`);
    if (list.length === 0) continue;
    const written = appendMovement(start, list);
    for (const entry of written.entries) entries.push({ ...entry, id: entry.id ?? newId(at), shopId });
    const spent = list.reduce((sum, { messageId, amount }) => (messageId === null ? sum : sum - amount), 0);
    const spend = addSpend(spendNow(start, at), spent);
    ends.push({
      id: shopId,
      creditBalance: written.end.balance,
      creditReserved: written.end.reserved,
      ledgerLength: written.end.length,
      spendDay: spend.day,
      spentInDay: spend.inDay,
      spentInMonth: spend.inMonth,
    });
    locked.set(shopId, { ...start, ...written.end, spend });
  }
  if (entries.length === 0) return;
  await insert(
    sql,
    "CreditEntry",
    entries.map(({ id, shopId, seq, type, amount, reserved, balanceAfter, reservedAfter, messageId, note }) => ({
      id,
      shopId,
      seq,
      type,
      amount,
      reserved,
      balanceAfter,
      reservedAfter,
      messageId,
      note: note ?? null,
      createdAt: at,
    })),
  );
  await batch(
    sql,
    `
      UPDATE "Shop" s
      SET "creditBalance" = i."creditBalance", "creditReserved" = i."creditReserved",
        "ledgerLength" = i."ledgerLength", "spendDay" = i."spendDay", "spentInDay" = i."spentInDay",
        "spentInMonth" = i."spentInMonth"
      FROM json_populate_recordset(NULL::"Shop", $1::json) i
      WHERE s."id" = i."id"`,
    ends,
  );
}

/**
 * Credits spent on texts per day, oldest day first. A day is 24 hours, counted back from `until`. Reserved credits
 * count, released ones do not.
 */
export async function spentPerDay(sql: Sql, shopId: string, until: Instant, days: number): Promise<number[]> {
  const rows = await query<{ ago: number; spent: number }>(
    sql,
    `
      SELECT floor(extract(epoch FROM $2::timestamptz - "createdAt") / 86400)::int AS "ago",
        -sum("amount")::int AS "spent"
      FROM "CreditEntry"
      WHERE "shopId" = $1 AND "messageId" IS NOT NULL AND "createdAt" <= $2 AND "createdAt" > $3
      GROUP BY 1`,
    [shopId, until, until.subtract({ hours: 24 * days })],
  );
  return Array.from({ length: days }, (_, at) => rows.find(({ ago }) => ago === days - 1 - at)?.spent ?? 0);
}
