import type { RecipientHistory } from "#core/sequence/standing-step.ts";
import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Recipient } from "#shell/repositories/customers.server.ts";
import { decide, type DecidedStep } from "./decide-steps.server.ts";
import { readRecipientHistory } from "./read-recipient-history.server.ts";

/**
 * Decides texts once more, by the same rules, with all that may have changed since read under locks: whoever withdrew is not
 * texted, and of two texts to one number, or about one cart, the second meets the first.
 */
export async function decideAgain(sql: Sql, recipients: ReadonlyMap<string, Recipient>, texts: readonly DecidedStep[], now: Instant): Promise<DecidedStep[]> {
  const selling = texts.filter(({ definition: { kind } }) => kind !== "transactional");
  await lockNumbers(sql, selling);
  const history = selling.length === 0 ? new Map<string, RecipientHistory>() : await readRecipientHistory(sql, selling.map(({ row }) => row), now);
  const batch = new Batch(now);
  return texts.map((item) => {
    const decided = decide({ ...item, facts: { ...item.facts, customer: { ...item.facts.customer, ...standingOfRecipient(recipients.get(item.row.customerId)) }, ...batch.factsFor(item, history.get(item.row.id)) } });
    if (decided.decision.kind === "text" && item.definition.kind === "marketing") batch.add(item);
    return decided;
  });
}

/** One batch at a time decides about a number: each then finds what the other has written. Held until the transaction ends. */
const lockNumbers = (sql: Sql, texts: readonly DecidedStep[]): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended("key", 7)) FROM unnest($1::text[]) AS "key"`, [[...new Set(texts.map(({ row }) => `${row.shopId} ${row.phone}`))].sort()]);

const standingOfRecipient = (recipient: Recipient | undefined) => ({
  phone: recipient?.phone ?? null,
  consent: recipient?.smsConsent ?? ("not_subscribed" as const),
  suppressed: recipient?.suppressed ?? false,
  marketingHeld: recipient?.marketingHeld ?? false,
  erased: recipient?.erased ?? true,
});

/** What the texts of this batch add to the history of those after them. */
class Batch {
  readonly #numbers = new Map<string, Instant[]>();
  readonly #carts = new Set<string>();
  readonly #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  add({ row, facts }: DecidedStep): void {
    const number = `${row.shopId} ${row.phone}`;
    this.#numbers.set(number, [this.#now, ...(this.#numbers.get(number) ?? [])]);
    if (facts.cart) this.#carts.add(`${row.shopId} ${facts.cart.token}`);
  }

  factsFor({ row, facts }: DecidedStep, history: RecipientHistory | undefined) {
    if (!history) return {};
    const earlier = this.#numbers.get(`${row.shopId} ${row.phone}`) ?? [];
    const reminded = facts.cart && this.#carts.has(`${row.shopId} ${facts.cart.token}`) ? this.#now : history.cartRemindedAt;
    return {
      recent: [...earlier, ...history.recent],
      firstMarketing: history.firstMarketing && earlier.length === 0,
      cart: facts.cart && { ...facts.cart, remindedAt: reminded },
    };
  }
}
