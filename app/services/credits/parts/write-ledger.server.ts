import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import type { Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { type ExportedEntry, readExportedEntries } from "#shell/repositories/credits/ledger-lines.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { text } from "#text/en.ts";
import { statusText } from "#text/statuses.ts";

const BATCH_SIZE = 1_000;

/** The ledger of a period as CSV, in batches. */
export async function* writeLedger(
  db: Pick<AppContext["db"], "pool">,
  shop: ShopRow,
  days: Days,
  now: Temporal.Instant,
): AsyncGenerator<string, undefined> {
  yield BYTE_ORDER_MARK + csvLine(columns.map(([heading]) => heading));
  const period = daysRangeOf(days, now, shop.timezone);
  for (let after = -1; ;) {
    const rows = await readExportedEntries(db.pool, { shopId: shop.id, period, after, limit: BATCH_SIZE });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => csvLine(columns.map(([, cell]) => cell(row, shop)))).join("");
    if (rows.length < BATCH_SIZE) return;
    after = last.seq;
  }
}

const words = text.credits;

/** The columns of the exported ledger: one row per entry, so that the changes add up to the balance. */
const columns: readonly (readonly [
  heading: string,
  cell: (row: ExportedEntry, shop: ShopRow) => string | number | null,
])[] = [
  [words.export.entry, ({ seq }) => seq + 1],
  [
    words.time,
    ({ createdAt }, { timezone }) =>
      createdAt.toZonedDateTimeISO(timezone).toString({ timeZoneName: "never", smallestUnit: "second" }),
  ],
  [words.what, ({ type }) => statusText.credit[type]],
  [words.change, ({ amount }) => amount],
  [words.heldChange, ({ reserved }) => reserved],
  [words.balance, ({ balanceAfter }) => balanceAfter],
  [words.export.to, ({ to }) => to],
  [words.export.country, ({ to }) => readPhone(to)?.country ?? null],
  [words.export.automation, ({ automation }) => automation],
  [words.export.note, ({ note }) => note],
  [words.export.message, ({ messageId }) => messageId],
];
