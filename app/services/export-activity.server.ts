import { permissionsOf } from "#core/access/roles.ts";
import { BYTE_ORDER_MARK, csvLine } from "#core/export/csv.ts";
import { Temporal } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/audit.server.ts";
import type { DecisionRow } from "#shell/repositories/decisions.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/shops.server.ts";
import { findStaff } from "#shell/repositories/staff.server.ts";
import { readSigned, signAddress } from "#shell/signed-address.server.ts";
import { exportCells, exportHeadings } from "#text/export.ts";
import { text } from "#text/en.ts";
import { sayAction } from "./read-actions.server.ts";
import { endingOf, openLog, type ActivityFilter } from "./read-activity.server.ts";

/** An address that starts a download is good for so long; the download itself may take longer. */
const GOOD_FOR = Temporal.Duration.from({ minutes: 5 });
const BATCH = 1_000;
/** No spreadsheet opens more. */
export const MOST_ROWS = 1_000_000;

/** Whose log, narrowed down to what, and who takes it. */
interface Wish {
  shopId: string;
  /** Of the staff, as Shopify has it. */
  userId: string;
  filter: ActivityFilter;
}

/** The route of the file. */
const FILE = "/exports/activity";

/** Where a member of the staff downloads the log: the browser goes there by itself, without the session of the page. Nobody else can make that address. */
export const exportAddress = ({ clock, secrets }: Pick<AppContext, "clock" | "secrets">, { shopId, userId, filter }: Wish): string =>
  signAddress(secrets, FILE, { shop: shopId, staff: userId, filter: JSON.stringify(filter) }, clock.now().add(GOOD_FOR));

/** A log on its way out as a file. */
export interface ActivityExport {
  fileName: string;
  /** The file's text, a batch of rows at a time: the next is read when it is asked for. */
  texts: AsyncGenerator<string, undefined>;
}

/**
 * Begins the download that an address stands for, and notes who took what.
 * @param sizes for tests
 * @returns null for an address that is not ours, is over, or whose bearer may no longer export
 */
export async function openExport(context: Pick<AppContext, "db" | "clock" | "secrets" | "newId">, address: string, sizes: { batch?: number; most?: number } = {}): Promise<ActivityExport | null> {
  const now = context.clock.now();
  const claims = readSigned(context.secrets, address, now);
  const [shop] = claims?.shop ? await findShops(context.db.pool, [claims.shop]) : [];
  const staff = shop && (await findStaff(context.db.pool, shop.id, claims?.staff ?? ""));
  if (!shop || shop.uninstalledAt || !staff || !permissionsOf(staff.role).includes("data.export")) return null;
  const filter = JSON.parse(claims?.filter ?? "{}") as ActivityFilter;
  await recordAudit(context.db.pool, [
    { id: context.newId(now), shopId: shop.id, actor: `staff:${staff.userId}`, action: "activity.exported", target: "activity", before: null, after: { ...filter }, createdAt: now },
  ]);
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  return { fileName: `shopbell-activity-${day}.csv`, texts: write(context, shop, filter, { batch: BATCH, most: MOST_ROWS, ...sizes }) };
}

async function* write(context: Pick<AppContext, "db" | "clock">, shop: ShopRow, filter: ActivityFilter, { batch, most }: { batch: number; most: number }): AsyncGenerator<string, undefined> {
  const log = await openLog(context, shop, filter);
  yield BYTE_ORDER_MARK + csvLine(exportHeadings);
  let last: DecisionRow | undefined;
  for (let written = 0; ; ) {
    const limit = Math.min(batch, most - written) + 1;
    const rows = await log.read({ beyond: last ? { at: last.createdAt, id: last.id, towards: "older" } : null, limit });
    const taken = rows.slice(0, limit - 1);
    if (taken.length > 0) yield taken.map((row) => lineOf(row, shop.timezone)).join("");
    written += taken.length;
    last = taken.at(-1);
    if (rows.length < limit) return;
    if (written >= most) return void (yield csvLine([text.activity.export.cut(most)]));
  }
}

const lineOf = (row: DecisionRow, timezone: string): string =>
  csvLine(
    exportCells({
      ...row,
      at: row.createdAt.toZonedDateTimeISO(timezone).toString({ timeZoneName: "never", smallestUnit: "second" }),
      doing: sayAction(row.action),
      endedBy: endingOf(row),
    }),
  );
