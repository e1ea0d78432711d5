import type { Reason } from "../activity/reasons.ts";
import { readPhone } from "../customers/phone-number.ts";
import type { StepFacts } from "../sending/guards/define.ts";
import { recipientObjection } from "../sending/guards/lasting.ts";
import type { TextRecipient } from "../sending/recipient.ts";
import type { Instant } from "../time/time.ts";

/** Customers whose numbers are alike in all that the guards read: the guards decide about one of them for all. */
export interface RecipientBlock {
  customers: number;
  /** The different numbers among them. */
  numbers: number;
  erased: boolean;
  /** One of them. */
  recipient: TextRecipient;
}

/** Who of an audience can get a marketing text now, and why the others cannot. */
export interface Reachability {
  customers: number;
  /** Numbers that a text would go to, each once. */
  sendable: number;
  /** The customers left out, the most frequent reason first. */
  left: { reason: Reason; count: number }[];
  /** ISO code of the number's country, the most frequent first. */
  byCountry: { country: string; sendable: number }[];
}

/** Decides about each block by the guards that decide about each text. */
export function decideReachability(
  blocks: readonly RecipientBlock[],
  { shop, now }: { shop: StepFacts["shop"]; now: Instant },
): Reachability {
  const left = new Map<Reason, number>();
  const byCountry = new Map<string, number>();
  const add = <K>(counts: Map<K, number>, key: K, count: number) => counts.set(key, (counts.get(key) ?? 0) + count);
  let sendable = 0;
  for (const { customers, numbers, erased, recipient } of blocks) {
    const reason = refusalOf({ erased, recipient, shop, now });
    if (reason) {
      add(left, reason, customers);
      continue;
    }
    sendable += numbers;
    // Of customers with one number, one gets the text.
    if (customers > numbers) add(left, "duplicate", customers - numbers);
    add(byCountry, readPhone(recipient.phone)?.country ?? "", numbers);
  }
  return {
    customers: blocks.reduce((sum, block) => sum + block.customers, 0),
    sendable,
    left: mostFirst(left).map(([reason, count]) => ({ reason, count })),
    byCountry: mostFirst(byCountry).map(([country, count]) => ({ country, sendable: count })),
  };
}

const mostFirst = <K>(counts: ReadonlyMap<K, number>): [K, number][] => [...counts].sort(([, a], [, b]) => b - a);

/** Why a recipient gets no marketing text now; null if they do. A reply in doubt counts: its text would be held. */
export function refusalOf({
  erased,
  recipient,
  shop,
  now,
}: {
  erased: boolean;
  recipient: TextRecipient;
  shop: StepFacts["shop"];
  now: Instant;
}): Reason | null {
  return recipientObjection({
    now,
    kind: "marketing",
    shop,
    automation: { status: "active" },
    sequence: { status: "active" },
    exit: null,
    // A block is of several customers: the forecast takes off the share that the shop holds out.
    customer: { erased, countryCode: null, provinceCode: null, holdoutBucket: null },
    recipient,
    order: null,
    cart: null,
    recent: [],
    wroteAt: null,
    overCap: "skip",
    firstMarketing: false,
    unpaid: null,
    throttled: null,
  });
}
