import { permissionsOf } from "#core/team/roles.ts";
import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import type { DecisionRow } from "#shell/repositories/activity/decisions.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { findStaff } from "#shell/repositories/team/staff.server.ts";
import { readSigned, signAddress } from "#shell/signed-address.server.ts";
import { exportCells, exportHeadings } from "#text/export.ts";
import { text } from "#text/en.ts";
import { formatAction } from "./log-actions.server.ts";
import { beginExport, followExport } from "./parts/follow-export.server.ts";
import { auditExport } from "./parts/export-job.server.ts";
import { endingOf, openLog, type ActivityFilter } from "./read-activity.server.ts";

/** An address that starts a download is good for so long; the download itself may take longer. */
const GOOD_FOR = Temporal.Duration.from({ minutes: 5 });
const BATCH = 1_000;
/** No spreadsheet opens more. */
export const MAX_EXPORT_ROWS = 1_000_000;

/** Whose log, narrowed down to what, and who takes it. */
interface Wish {
  shopId: string;
  /** Of the staff, as Shopify has it. */
  userId: string;
  filter: ActivityFilter;
}

/** The route of the file. */
const FILE = "/exports/activity";

type Exporting = Pick<AppContext, "db" | "clock" | "secrets" | "newId" | "log">;

/**
 * Notes that a member of the staff wants the log as a file. @returns where they download it: the browser goes there by
 * itself, without the session of the page. Nobody else can make that address.
 */
export async function startActivityExport(context: Exporting, { shopId, userId, filter }: Wish): Promise<string> {
  const until = context.clock.now().add(GOOD_FOR);
  const run = await auditExport(context, { shopId, actor: actorOf(userId), filter, until });
  return signAddress(
    context.secrets,
    FILE,
    { shop: shopId, staff: userId, run, filter: JSON.stringify(filter) },
    until,
  );
}

const actorOf = (userId: string): string => `staff:${userId}`;

/** A log on its way out as a file. */
export interface ActivityExport {
  fileName: string;
  /** The file's text, a batch of rows at a time: the next is read when it is asked for. */
  texts: AsyncIterableIterator<string, undefined>;
  /** To be called now and then while nobody asks for more, as when the download is paused: it is still under way. */
  alive(): Promise<void>;
}

/** For tests. */
interface Sizes {
  batch?: number;
  most?: number;
}

/**
 * Begins the download that an address stands for, and notes who took what.
 * @returns null for an address that is not ours, is over, or whose bearer may no longer export
 */
export async function openExport(
  context: Exporting,
  address: string,
  sizes: Sizes = {},
): Promise<ActivityExport | null> {
  const now = context.clock.now();
  const claims = readSigned(context.secrets, address, now);
  const [shop] = claims?.shop ? await findShops(context.db.pool, [claims.shop]) : [];
  const staff = shop && (await findStaff(context.db.pool, shop.id, claims?.staff ?? ""));
  if (!shop || shop.uninstalledAt || !staff || !permissionsOf(staff.role).includes("data.export")) return null;
  const filter = JSON.parse(claims?.filter ?? "{}") as ActivityFilter;
  const actor = actorOf(staff.userId);
  await recordAudit(context.db.pool, [
    {
      id: context.newId(now),
      shopId: shop.id,
      actor,
      action: "activity.exported",
      target: "activity",
      before: null,
      after: { ...filter },
      createdAt: now,
    },
  ]);
  const run = await beginExport(context, { shopId: shop.id, runId: claims?.run ?? "", actor, filter });
  const most = sizes.most ?? MAX_EXPORT_ROWS;
  const log = await openLog(context, shop, filter);
  const told = followExport(context, {
    parts: write(log, shop, { batch: sizes.batch ?? BATCH, most }),
    run,
    total: log.count(most),
  });
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  return { fileName: `shopbell-activity-${day}.csv`, ...told };
}

/** Some text of the file, with the rows in it. */
interface Part {
  text: string;
  rows: number;
}

async function* write(
  log: Awaited<ReturnType<typeof openLog>>,
  shop: ShopRow,
  { batch, most }: Required<Sizes>,
): AsyncGenerator<Part, undefined> {
  yield { text: BYTE_ORDER_MARK + csvLine(exportHeadings), rows: 0 };
  let last: DecisionRow | undefined;
  for (let written = 0; ;) {
    const limit = Math.min(batch, most - written) + 1;
    const rows = await log.read({ beyond: last ? { at: last.createdAt, id: last.id, towards: "older" } : null, limit });
    const taken = rows.slice(0, limit - 1);
    if (taken.length > 0) yield { text: taken.map((row) => lineOf(row, shop.timezone)).join(""), rows: taken.length };
    written += taken.length;
    last = taken.at(-1);
    if (rows.length < limit) return;
    if (written >= most) return void (yield { text: csvLine([text.activity.export.cut(most)]), rows: 0 });
  }
}

const lineOf = (row: DecisionRow, timezone: string): string =>
  csvLine(
    exportCells({
      ...row,
      at: row.createdAt.toZonedDateTimeISO(timezone).toString({ timeZoneName: "never", smallestUnit: "second" }),
      doing: formatAction(row.action),
      endedBy: endingOf(row),
    }),
  );
