import { judgeContact } from "#core/customers/contact-import/judge.ts";
import { MAX_LIST_ROWS, readingPlan } from "#core/customers/contact-import/plan.ts";
import { cellsOf, readContact, type ContactReading } from "#core/customers/contact-import/read-contact.ts";
import type { CsvRecord } from "#core/customers/contact-import/csv-reader.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { findSubscribers } from "#shell/repositories/consent/subscribers.server.ts";
import {
  lockContactImport,
  updateContactImport,
  type ContactImportRow,
} from "#shell/repositories/customers/contact-imports.server.ts";
import {
  countOutcomes,
  countReasons,
  insertContactRows,
  markDuplicates,
  readContactRows,
  saveVerdicts,
  type ContactRow,
} from "#shell/repositories/customers/contact-rows.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { readRecords } from "./contact-list.server.ts";
import type { ReportProgress } from "#services/operations/background-jobs/define.server.ts";

const BATCH = 1_000;

/** Stores the rows of a list, from where the last worker left off. */
export async function readList(
  context: AppContext,
  shop: ShopRow,
  list: ContactImportRow,
  report: ReportProgress,
): Promise<void> {
  const { pool } = context.db;
  const reading: ContactReading = {
    ...readingPlan.parse(list.reading),
    timezone: shop.timezone,
    now: context.clock.now(),
  };
  let cursor = list.cursor;
  let stored = 0;
  for await (const batch of inBatches(readRecords(pool, list))) {
    const records = batch.filter(({ row }) => row > 1 && row > list.cursor);
    stored += batch.length;
    if (stored > MAX_LIST_ROWS + 1) break;
    const last = records.at(-1)?.row;
    if (last === undefined) continue;
    const rows = records.map((record) => rowOf(context, list, record, reading));
    const goesOn = await step(context, { ...list, cursor }, async (sql) => {
      await insertContactRows(sql, rows);
      await updateContactImport(sql, list.id, { cursor: last });
    });
    if (!goesOn) return;
    cursor = last;
    await report(cursor, null);
  }
  await step(context, { ...list, cursor }, async (sql) => {
    await markDuplicates(sql, list.id);
    const counts = await countOutcomes(sql, list.id);
    const total = Object.values(counts).reduce((sum, rows) => sum + rows, 0);
    await updateContactImport(sql, list.id, { status: "checking", cursor: 0, total });
  });
}

/**
 * Does a part of the work, if no other worker has since: the status and the cursor must be as they were.
 * @returns whether it was done
 */
export const step = (
  context: AppContext,
  { id, shopId, status, cursor }: Pick<ContactImportRow, "id" | "shopId" | "status" | "cursor">,
  work: (sql: Sql) => Promise<void>,
  within = transaction,
): Promise<boolean> =>
  within(context.db.pool, async (sql) => {
    const locked = await lockContactImport(sql, shopId, id);
    if (locked?.status !== status || locked.cursor !== cursor) return false;
    await work(sql);
    return true;
  });

async function* inBatches(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord[]> {
  let batch: CsvRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function rowOf(
  { secrets }: AppContext,
  { id: importId, shopId }: ContactImportRow,
  { row, cells, tooLong }: CsvRecord,
  reading: ContactReading,
): ContactRow {
  const told = cellsOf(cells, reading.columns);
  const contact = tooLong ? ("too_long" as const) : readContact(told, reading);
  const base = { importId, shopId, number: row, cells: told };
  return typeof contact === "string"
    ? { ...base, address: null, addressHash: null, contact: null, outcome: "invalid", reason: contact }
    : {
        ...base,
        address: contact.phone,
        addressHash: secrets.hashAddress(contact.phone),
        contact,
        outcome: "no_proof",
        reason: contact.gap,
      };
}

/** Holds the next rows against what is known of their numbers. Changes nothing but the verdict. */
export async function checkNext(
  context: AppContext,
  shop: ShopRow,
  list: ContactImportRow,
  report: ReportProgress,
): Promise<void> {
  const { pool } = context.db;
  const rows = await readContactRows(pool, list.id, { after: list.cursor, limit: BATCH });
  const last = rows.at(-1)?.number;
  if (last === undefined) {
    await step(context, list, async (sql) => {
      const checked = { counts: await countOutcomes(sql, list.id), reasons: await countReasons(sql, list.id) };
      await updateContactImport(sql, list.id, { status: "checked", cursor: 0, checked });
    });
    return;
  }
  const { known, suppressed } = await findSubscribers(
    pool,
    list.shopId,
    rows.flatMap(({ addressHash }) => addressHash ?? []),
  );
  const { doubleOptIn } = readSettings(shop.settings);
  const now = context.clock.now().toString();
  const verdicts = rows.flatMap(({ importId, number, addressHash, contact, outcome }) => {
    if (!contact || !addressHash || outcome === "duplicate") return [];
    const subscriber = known.get(addressHash);
    const judged = judgeContact(contact, {
      known: subscriber ?? null,
      isSuppressed: (subscriber?.suppressed ?? false) || suppressed.has(addressHash),
      isNew: !subscriber,
      doubleOptIn,
      now,
      wordsVersion: "",
    });
    return [{ importId, number, outcome: judged.outcome, reason: judged.outcome === "no_proof" ? contact.gap : null }];
  });
  await step(context, list, async (sql) => {
    await saveVerdicts(sql, verdicts);
    await updateContactImport(sql, list.id, { cursor: last });
  });
  await report(Math.min(last, list.total ?? last), list.total);
}
