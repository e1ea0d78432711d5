import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { writeAutomationFile } from "#core/automations/file.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import { writeLedger } from "#services/credits/parts/write-ledger.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  archiveTables,
  readArchiveAutomations,
  readArchiveList,
  readArchiveRows,
  type ArchiveTable,
} from "#shell/repositories/activity/archive.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { ZippedFile } from "#shell/zip.server.ts";
import { momentOf } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { openLog } from "../read-activity.server.ts";
import { writeLog } from "./write-log.server.ts";

const PAGE_SIZE = 1_000;

/**
 * The files of a shop's archive.
 * @param count gets the number of the rows that are written
 */
export async function archiveFiles(
  context: Pick<AppContext, "db" | "clock">,
  shop: ShopRow,
  { now, count }: { now: Instant; count: (rows: number) => void },
): Promise<ZippedFile[]> {
  const { db } = context;
  const automations = await readArchiveAutomations(db.pool, shop.id);
  const made = momentOf(now, shop.timezone, now).exact;
  return [
    plainFile("README.txt", () => text.archive.readme(shop.name, made)),
    ...archiveTables.map((table) => ({
      path: `${table}.csv`,
      content: () => writeTable(db, table, shop.id, count),
    })),
    { path: "log.csv", content: () => logOf(context, shop, count) },
    { path: "ledger.csv", content: () => writeLedger(db, shop, {}, now) },
    jsonFile("segments.json", () => readArchiveList(db.pool, "Segment", shop.id)),
    jsonFile("campaigns.json", () => readArchiveList(db.pool, "Campaign", shop.id)),
    jsonFile("settings.json", () => ({
      domain: shop.domain,
      name: shop.name,
      timezone: shop.timezone,
      countryCode: shop.countryCode,
      currency: shop.currency,
      settings: readSettings(shop.settings),
    })),
    ...automations.flatMap(automationFiles),
  ];
}

const plainFile = (path: string, write: () => string | Promise<string>): ZippedFile => ({
  path,
  content: async function* () {
    yield await write();
  },
});

const jsonFile = (path: string, read: () => object | Promise<object>): ZippedFile =>
  plainFile(path, async () => `${JSON.stringify(await read(), null, 2)}\n`);

/** A table with the columns of its first rows; a later row has no others. */
async function* writeTable(
  { pool }: AppContext["db"],
  table: ArchiveTable,
  shopId: string,
  count: (rows: number) => void,
): AsyncGenerator<string, undefined> {
  let columns: string[] | undefined;
  for (let after: string | null = null, isLast = false; !isLast;) {
    const rows = await readArchiveRows(pool, table, shopId, { after, limit: PAGE_SIZE });
    const written: string[] = [];
    if (!columns) {
      columns = Object.keys(rows[0]?.row ?? {});
      written.push(BYTE_ORDER_MARK + csvLine(columns));
    }
    for (const { row } of rows) written.push(csvLine(columns.map((column) => cellOf(row[column]))));
    yield written.join("");
    count(rows.length);
    after = rows.at(-1)?.id ?? null;
    isLast = rows.length < PAGE_SIZE;
  }
}

const cellOf = (value: unknown): string | number | null =>
  value === null || value === undefined
    ? null
    : typeof value === "string" || typeof value === "number"
      ? value
      : JSON.stringify(value);

async function* logOf(
  context: Pick<AppContext, "db" | "clock">,
  shop: ShopRow,
  count: (rows: number) => void,
): AsyncGenerator<string, undefined> {
  const log = await openLog(context, shop, {});
  for await (const part of writeLog(log, shop, { batch: PAGE_SIZE, most: Number.MAX_SAFE_INTEGER })) {
    count(part.rows);
    yield part.text;
  }
}

/** The draft, and the published version where it is another. One that this release cannot read stays as it is stored. */
function automationFiles({
  id,
  name,
  draft,
  published,
  tags,
}: Awaited<ReturnType<typeof readArchiveAutomations>>[number]): ZippedFile[] {
  const write = (stored: unknown): string => {
    const read = readDefinition(stored);
    return "problems" in read ? `${JSON.stringify(stored, null, 2)}\n` : writeAutomationFile(read.definition, tags);
  };
  const slug =
    name
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "automation";
  const path = `automations/${slug}-${id.slice(-6)}`;
  const [now, live] = [write(draft), published === null ? null : write(published)];
  return [
    plainFile(`${path}.json`, () => now),
    ...(live !== null && live !== now ? [plainFile(`${path}.published.json`, () => live)] : []),
  ];
}
