import type { LedgerEntry, Holdings } from "#core/credits/ledger.ts";
import type { Discrepancy } from "#core/credits/proof/discrepancy.ts";
import { noEntries, addEntry, type KnownEntry } from "#core/credits/proof/entries.ts";
import { compareHoldings } from "#core/credits/proof/holdings.ts";
import { checkLog, type BilledLog } from "#core/credits/proof/logs.ts";
import { checkMessage, type BilledMessage } from "#core/credits/proof/messages.ts";
import { checkPurchase, type BilledPurchase } from "#core/credits/proof/purchases.ts";

export type EntryRow = LedgerEntry & { id: string };
export type MessageRow = Omit<BilledMessage, "moved" | "sentLogs">;
export type LogRow = Omit<BilledLog, "messageKnown">;
export type PurchaseRow = Omit<BilledPurchase, "entry">;

/** A shop's rows as the tables hold them. */
export interface Books {
  entries: EntryRow[];
  shop: Holdings & { name: string; length: number };
  messages: MessageRow[];
  logs: LogRow[];
  purchases: PurchaseRow[];
}

/** Checks the rows in pages of a given size. */
export function prove({ entries, shop, messages, logs, purchases }: Books, page = 3): Discrepancy[] {
  const found: Discrepancy[] = [];
  const known = entries.map((entry): KnownEntry => ({
    ...entry,
    messageKnown: messages.some(({ id }) => id === entry.messageId),
    purchaseKnown: purchases.some(({ id }) => id === entry.id),
  }));
  let walked = noEntries;
  for (let at = 0; at < known.length; at += page) {
    const next = addEntry(walked, known.slice(at, at + page));
    walked = next.walked;
    found.push(...next.found);
  }
  found.push(...compareHoldings(walked, shop));
  for (const purchase of purchases)
    found.push(...checkPurchase({ ...purchase, entry: entries.find(({ id }) => id === purchase.id) ?? null }));
  for (const message of messages) {
    const moved = Object.fromEntries(
      entries
        .filter(({ messageId }) => messageId === message.id)
        .map(({ type, amount, reserved }) => [type, { amount, reserved }]),
    );
    found.push(
      ...checkMessage({
        ...message,
        moved,
        sentLogs: logs.filter(({ messageId, status }) => status === "sent" && messageId === message.id),
      }),
    );
  }
  for (const log of logs)
    found.push(...checkLog({ ...log, messageKnown: messages.some(({ id }) => id === log.messageId) }));
  return found;
}

/** The rows with one changed. */
export const changed = <T extends "entries" | "messages" | "logs" | "purchases">(
  books: Books,
  table: T,
  id: string,
  change: Partial<Books[T][number]>,
): Books => ({
  ...books,
  [table]: books[table].map((row) => (row.id === id ? { ...row, ...change } : row)),
});

/** The rows without one. */
export const without = (books: Books, table: "entries" | "messages" | "logs" | "purchases", id: string): Books => ({
  ...books,
  [table]: books[table].filter((row) => row.id !== id),
});
