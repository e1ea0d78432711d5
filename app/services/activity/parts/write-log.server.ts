import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import type { DecisionRow } from "#shell/repositories/activity/decisions.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { exportCells, exportHeadings } from "#text/export.ts";
import { text } from "#text/en.ts";
import { formatAction } from "../log-actions.server.ts";
import { endingOf, type openLog } from "../read-activity.server.ts";

const words = text.activity.export;

/** A part of the file, with its number of rows. */
export interface CsvPart {
  text: string;
  rows: number;
}

/** The log as CSV, newest first. */
export async function* writeLog(
  log: Awaited<ReturnType<typeof openLog>>,
  shop: ShopRow,
  { batch, most: maxRows }: { batch: number; most: number },
): AsyncGenerator<CsvPart, undefined> {
  yield { text: BYTE_ORDER_MARK + csvLine(exportHeadings), rows: 0 };
  let last: DecisionRow | undefined;
  for (let written = 0; ;) {
    const limit = Math.min(batch, maxRows - written) + 1;
    const rows = await log.read({ beyond: last ? { at: last.createdAt, id: last.id, towards: "older" } : null, limit });
    const taken = rows.slice(0, limit - 1);
    if (taken.length > 0) yield { text: taken.map((row) => lineOf(row, shop.timezone)).join(""), rows: taken.length };
    written += taken.length;
    last = taken.at(-1);
    if (rows.length < limit) return;
    if (written >= maxRows) return void (yield { text: csvLine([words.cut(maxRows)]), rows: 0 });
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
