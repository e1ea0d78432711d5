import type { Entry, Holdings } from "./ledger.ts";

/** A place where the ledger does not agree with itself, the shop's balance or the messages. */
export interface Discrepancy {
  row: string;
  problem: string;
}

/** A message as the ledger should know it: what it holds while it is open, what it cost once it is closed. */
export interface BilledMessage {
  id: string;
  credits: number;
  open: boolean;
}

/**
 * Proves a shop's ledger: entries follow without a gap, each balance is the one before plus its amount, sums equal the
 * shop's holdings, and every message's credits are the ones the ledger took for it.
 * @param entries the whole ledger in order of seq
 */
export function verify(entries: readonly Entry[], holdings: Holdings, messages: readonly BilledMessage[]): Discrepancy[] {
  return [...walk(entries), ...compareHoldings(entries, holdings), ...compareMessages(entries, messages)];
}

function walk(entries: readonly Entry[]): Discrepancy[] {
  let balance = 0;
  let reserved = 0;
  return entries.flatMap((entry, index) => {
    const row = `CreditEntry seq ${entry.seq}`;
    const found: Discrepancy[] = [];
    if (entry.seq !== index) found.push({ row, problem: `is at place ${index}: an entry is missing or doubled` });
    if (entry.balanceAfter !== balance + entry.amount) found.push({ row, problem: `says balance ${entry.balanceAfter}, its amount makes ${balance + entry.amount}` });
    if (entry.reservedAfter !== reserved + entry.reserved) found.push({ row, problem: `says ${entry.reservedAfter} held, its change makes ${reserved + entry.reserved}` });
    if (entry.balanceAfter < 0 || entry.reservedAfter < 0) found.push({ row, problem: "goes below zero" });
    balance = entry.balanceAfter;
    reserved = entry.reservedAfter;
    return found;
  });
}

function compareHoldings(entries: readonly Entry[], holdings: Holdings): Discrepancy[] {
  const balance = entries.reduce((sum, entry) => sum + entry.amount, 0);
  const reserved = entries.reduce((sum, entry) => sum + entry.reserved, 0);
  const found: Discrepancy[] = [];
  if (balance !== holdings.balance) found.push({ row: "Shop", problem: `balance is ${holdings.balance}, the ledger adds up to ${balance}` });
  if (reserved !== holdings.reserved) found.push({ row: "Shop", problem: `${holdings.reserved} held, the ledger adds up to ${reserved}` });
  return found;
}

function compareMessages(entries: readonly Entry[], messages: readonly BilledMessage[]): Discrepancy[] {
  const taken = new Map<string, { charged: number; held: number }>();
  for (const { messageId, amount, reserved } of entries) {
    if (!messageId) continue;
    const sum = taken.get(messageId) ?? { charged: 0, held: 0 };
    taken.set(messageId, { charged: sum.charged - amount, held: sum.held + reserved });
  }
  const found = messages.flatMap((message): Discrepancy[] => {
    const { charged, held } = taken.get(message.id) ?? { charged: 0, held: 0 };
    taken.delete(message.id);
    const row = `Message ${message.id}`;
    if (charged !== message.credits) return [{ row, problem: `should ${message.open ? "hold" : "have cost"} ${message.credits}, the ledger took ${charged}` }];
    const due = message.open ? message.credits : 0;
    return held === due ? [] : [{ row, problem: `should hold ${due}, the ledger holds ${held}` }];
  });
  return [...found, ...[...taken.keys()].map((id) => ({ row: `Message ${id}`, problem: "is in the ledger but not among the messages" }))];
}
