import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import type { Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { permissionsOf } from "#core/team/roles.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { type ExportedEntry, readExportedEntries } from "#shell/repositories/credits/ledger-lines.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { findStaff } from "#shell/repositories/team/staff.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { text } from "#text/en.ts";
import { statusText } from "#text/statuses.ts";

/** Lifetime of a download URL; a started download may take longer. */
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
const BATCH_SIZE = 1_000;
/** Route of the download. */
const FILE_PATH = "/exports/ledger";

type ExportContext = Pick<AppContext, "db" | "clock" | "secrets" | "newId">;

/** A signed download URL of the ledger in a period, which the browser opens without the page's session. */
export const signLedgerExport = (
  { clock, secrets }: ExportContext,
  { shopId, userId, days }: { shopId: string; userId: string; days: Days },
): string =>
  signUrl(secrets, FILE_PATH, { shop: shopId, staff: userId, days: JSON.stringify(days) }, clock.now().add(LINK_TTL));

/**
 * Starts the download of a signed URL and audits it.
 * @returns CSV text in batches; null if the URL is invalid or expired, or if its staff member may no longer export
 */
export async function openLedgerExport(
  { db, clock, secrets, newId }: ExportContext,
  address: string,
): Promise<{ fileName: string; texts: AsyncGenerator<string, undefined> } | null> {
  const now = clock.now();
  const claims = readSignedUrl(secrets, address, now);
  const [shop] = claims?.shop ? await findShops(db.pool, [claims.shop]) : [];
  const staff = shop && (await findStaff(db.pool, shop.id, claims?.staff ?? ""));
  if (!shop || shop.uninstalledAt || !staff || !permissionsOf(staff.role).includes("data.export")) return null;
  const days = JSON.parse(claims?.days ?? "{}") as Days;
  await recordAudit(db.pool, [
    {
      id: newId(now),
      shopId: shop.id,
      actor: `staff:${staff.userId}`,
      action: "credits.exported",
      target: `shop:${shop.id}`,
      before: null,
      after: { ...days },
      createdAt: now,
    },
  ]);
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  return { fileName: `shopbell-ledger-${day}.csv`, texts: writeEntries(db, shop, days, now) };
}

async function* writeEntries(
  db: AppContext["db"],
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
