import type { Days } from "#core/activity/days.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { writeLedger } from "./parts/write-ledger.server.ts";

/** Lifetime of a download URL; a started download may take longer. */
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
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
  const holder = await findLinkHolder(db.pool, claims, "data.export");
  if (!holder) return null;
  const { shop, userId } = holder;
  const days = JSON.parse(claims?.days ?? "{}") as Days;
  await recordAudit(db.pool, [
    {
      id: newId(now),
      shopId: shop.id,
      actor: `staff:${userId}`,
      action: "credits.exported",
      target: `shop:${shop.id}`,
      before: null,
      after: { ...days },
      createdAt: now,
    },
  ]);
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  return { fileName: `shopbell-ledger-${day}.csv`, texts: writeLedger(db, shop, days, now) };
}
