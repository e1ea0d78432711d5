import type { ProofComparison } from "#core/credits/proof/compared.ts";
import type { Discrepancy } from "#core/credits/proof/discrepancy.ts";
import { addEntry, noEntries } from "#core/credits/proof/entries.ts";
import { compareHoldings } from "#core/credits/proof/holdings.ts";
import { checkLog } from "#core/credits/proof/logs.ts";
import { checkMessage } from "#core/credits/proof/messages.ts";
import { checkSegments } from "#core/credits/proof/segments.ts";
import { checkPurchase } from "#core/credits/proof/purchases.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query, transaction } from "#shell/db/sql.server.ts";
import {
  billedLogPages,
  countedTextPages,
  ledgerPages,
  messagePages,
  purchasePages,
  readHoldings,
} from "#shell/repositories/credits/ledger-proof.server.ts";
import { notifyOnce } from "#shell/repositories/team/notifications.server.ts";
import { text } from "#text/en.ts";
import { listShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";

export interface LedgerProof {
  domain: string;
  entries: number;
  balance: number;
  reserved: number;
  /** The comparisons made, with their results. */
  compared: ProofComparison[];
  discrepancies: Discrepancy[];
}

/**
 * Verifies that ledger, balance, purchases, messages and logs agree, and that credits were taken for the segments that
 * the provider billed, each shop in one snapshot.
 * @param domain one shop; without it, all shops
 */
export async function verifyLedger(context: AppContext, domain?: string): Promise<LedgerProof[]> {
  const shops = (await listShops(context.db.pool)).filter((shop) => !domain || shop.domain === domain);
  const proofs: LedgerProof[] = [];
  for (const shop of shops) proofs.push(...(await verifyShop(context, shop)));
  return proofs;
}

/** Pages through the ledger, so that memory use does not grow with its length. */
const verifyShop = (context: AppContext, { id, domain }: ShopRow): Promise<LedgerProof[]> =>
  transaction(context.db.pool, async (sql) => {
    await query(sql, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const shop = await readHoldings(sql, id);
    if (!shop) return [];
    const entries: Discrepancy[] = [];
    let walked = noEntries;
    for await (const page of ledgerPages(sql, id)) {
      const next = addEntry(walked, page);
      walked = next.walked;
      entries.push(...next.found);
    }
    const purchases = await checkAll(purchasePages(sql, id), checkPurchase);
    const texts = await checkAll(messagePages(sql, id), checkMessage);
    const segments = await checkAll(countedTextPages(sql, id), checkSegments);
    const logs = await checkAll(billedLogPages(sql, id), checkLog);
    return [
      {
        domain,
        entries: walked.length,
        balance: shop.balance,
        reserved: shop.reserved,
        compared: [
          { what: "entries", looked: walked.length, wrong: entries.length },
          { what: "balance", said: shop.balance, sum: walked.sum.balance },
          { what: "held", said: shop.reserved, sum: walked.sum.reserved },
          { what: "length", said: shop.length, sum: walked.length },
          { what: "purchases", looked: purchases.looked, wrong: purchases.found.length },
          { what: "texts", looked: texts.looked, wrong: texts.found.length },
          { what: "segments", looked: segments.looked, wrong: segments.found.length },
          { what: "logs", looked: logs.looked, wrong: logs.found.length },
        ],
        discrepancies: [
          ...entries,
          ...compareHoldings(walked, shop),
          ...purchases.found,
          ...texts.found,
          ...segments.found,
          ...logs.found,
        ],
      },
    ];
  });

async function checkAll<T>(
  pages: AsyncIterable<T[]>,
  check: (row: T) => Discrepancy[],
): Promise<{ looked: number; found: Discrepancy[] }> {
  let looked = 0;
  const found: Discrepancy[] = [];
  for await (const page of pages) {
    looked += page.length;
    found.push(...page.flatMap(check));
  }
  return { looked, found };
}

/** Discrepancies logged per shop; `ledger verify` lists all. */
const MAX_LOGGED = 20;

/**
 * Verifies all ledgers, logs each discrepancy for the operator, and tells the merchants concerned, once per day in the
 * shop's time zone.
 * @param only the domain of one shop; without it, all shops
 * @throws if a ledger does not add up; the message names the shops
 */
export async function verifyLedgers(context: AppContext, only?: string): Promise<void> {
  const wrong = (await verifyLedger(context, only)).filter(({ discrepancies }) => discrepancies.length > 0);
  for (const { domain, discrepancies } of wrong)
    context.log.error(
      { shop: domain, wrong: discrepancies.length, rows: discrepancies.slice(0, MAX_LOGGED) },
      "a shop's ledger does not agree",
    );
  if (wrong.length === 0) return;
  await tellMerchants(context, wrong);
  const summary = wrong
    .map(
      ({ domain, discrepancies }) =>
        `${domain} (${discrepancies.length} ${discrepancies.length === 1 ? "row" : "rows"})`,
    )
    .join(", ");
  throw Object.assign(new Error(`ledgers do not agree: ${summary}; see "shopbell ledger verify"`), {
    retryable: false,
  });
}

async function tellMerchants(context: AppContext, wrong: readonly LedgerProof[]): Promise<void> {
  const now = context.clock.now();
  const shops = new Map((await listShops(context.db.pool)).map((shop) => [shop.domain, shop]));
  await notifyOnce(
    context.db.pool,
    wrong.flatMap(({ domain, discrepancies }) => {
      const shop = shops.get(domain);
      if (!shop) return [];
      const today = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
      return {
        id: context.newId(now),
        shopId: shop.id,
        kind: "ledger_wrong" as const,
        ...text.credits.wrongNotice(discrepancies.length),
        dedupeKey: `ledger_wrong:${today}`,
        createdAt: now,
      };
    }),
  );
}
