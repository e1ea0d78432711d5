import { isMarketing } from "#core/sending/guards/define.ts";
import { surroundingsOf, type RecipientHistory } from "#core/engine/step-snapshot.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Recipient } from "#shell/repositories/customers/customers.server.ts";
import { readStepStatuses, type StepStatus } from "#shell/repositories/engine/scheduled.server.ts";
import { decideLoadedStep, positionOf, type DecidedStep } from "./decide-steps.server.ts";
import { readRecipientHistory } from "./read-recipient-history.server.ts";

/** What may have changed since messages were decided. */
interface Known {
  /** By the customer's id. */
  recipients: ReadonlyMap<string, Recipient>;
  /** Of messages that sell, by the step's id. */
  history: ReadonlyMap<string, RecipientHistory>;
}

/** Locks the addresses that messages would go to, and reads what has been sent there. @param recipients locked */
export async function readUnderLock(
  sql: Sql,
  recipients: ReadonlyMap<string, Recipient>,
  messages: readonly DecidedStep[],
  now: Instant,
): Promise<Known> {
  const selling = messages.filter(({ definition: { kind } }) => isMarketing(kind));
  if (selling.length > 0) await lockAddresses(sql, selling);
  return {
    recipients,
    history:
      selling.length === 0
        ? new Map()
        : await readRecipientHistory(
            sql,
            selling.map(({ row }) => row),
            now,
          ),
  };
}

/**
 * Decides texts and e-mails once more, one after another, by the same rules: whoever withdrew is not written to, and
 * of two messages to one address, or about one cart, the second meets the first.
 * @param goes whether a message goes out that was decided to; asked once of each, in order
 */
export function revalidateMessages(
  messages: readonly DecidedStep[],
  { recipients, history }: Known,
  goes: (decided: DecidedStep) => boolean,
  now: Instant,
): DecidedStep[] {
  const batch = new Batch(now);
  return messages.map((item) => {
    const decided = decideLoadedStep(
      withNews(item, recipients.get(item.row.customerId), batch.historyFor(item, history.get(item.row.id))),
    );
    if (goes(decided) && item.definition.kind === "marketing") batch.add(decided);
    return decided;
  });
}

/**
 * Steps as their sequence, automation and shop stand now, for a pause, an end or an uninstall may have come since
 * they were read: what was to be done is decided again. What was to wait may, and messages are decided again after
 * this; what was done outside is done.
 */
export async function recheckStatus<T extends DecidedStep>(sql: Sql, items: readonly T[], now: Instant): Promise<T[]> {
  const standings = await readStepStatuses(
    sql,
    items.map(({ row }) => row.id),
  );
  return items.map((item) => {
    const standing = standings.get(item.row.id);
    if (!standing) return item;
    const stood = standAgain(item, standing);
    const { kind } = stood.decision;
    const isLeft =
      kind === "text" ||
      kind === "email" ||
      ((kind === "hold" || kind === "defer" || kind === "skip") && positionOf(stood, now).running);
    return isLeft ? stood : { ...stood, decision: decideLoadedStep(stood).decision };
  });
}

function standAgain<T extends DecidedStep>(item: T, standing: StepStatus): T {
  const row = { ...item.row, ...standing };
  return { ...item, row, facts: { ...item.facts, ...surroundingsOf(row) } };
}

const addressOf = ({ row: { shopId, phone, email }, decision }: DecidedStep): string =>
  `${shopId} ${decision.kind === "email" ? email : phone}`;

/**
 * One batch at a time decides about an address: each then finds what the other has written. Held until the
 * transaction ends.
 */
const lockAddresses = (sql: Sql, messages: readonly DecidedStep[]): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended("key", 7)) FROM unnest($1::text[]) AS "key"`, [
    [...new Set(messages.map(addressOf))].sort(),
  ]);

/** The step as it stands now; of somebody who is not there any more, as of the erased. */
function withNews(
  item: DecidedStep,
  recipient: Recipient | undefined,
  history: RecipientHistory | undefined,
): DecidedStep {
  const { facts, mailbox } = item;
  const customer = {
    ...facts.customer,
    phone: recipient?.phone ?? null,
    consent: recipient?.smsConsent ?? ("not_subscribed" as const),
    suppressed: recipient?.suppressed ?? false,
    marketingHeld: recipient?.marketingHeld ?? false,
    erased: recipient?.erased ?? true,
  };
  const sentBefore = history && {
    recent: history.recent,
    firstMarketing: history.firstMarketing,
    cart: facts.cart && { ...facts.cart, remindedAt: history.cartRemindedAt },
  };
  return {
    ...item,
    facts: { ...facts, customer, ...sentBefore },
    mailbox: {
      address: recipient?.email ?? null,
      consent: recipient?.emailConsent ?? "not_subscribed",
      recent: history?.recentEmails ?? mailbox.recent,
    },
  };
}

/** What the messages of this batch add to the history of those after them. */
class Batch {
  readonly #addresses = new Map<string, Instant[]>();
  readonly #carts = new Set<string>();
  readonly #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  add(item: DecidedStep): void {
    const { row, facts, decision } = item;
    const address = addressOf(item);
    this.#addresses.set(address, [this.#now, ...(this.#addresses.get(address) ?? [])]);
    if (facts.cart && decision.kind === "text") this.#carts.add(`${row.shopId} ${facts.cart.token}`);
  }

  historyFor(
    { row: { shopId, phone, email }, facts }: DecidedStep,
    history: RecipientHistory | undefined,
  ): RecipientHistory | undefined {
    if (!history) return undefined;
    const texts = this.#addresses.get(`${shopId} ${phone}`) ?? [];
    const emails = this.#addresses.get(`${shopId} ${email}`) ?? [];
    return {
      recent: [...texts, ...history.recent],
      firstMarketing: history.firstMarketing && texts.length === 0,
      recentEmails: [...emails, ...history.recentEmails],
      cartRemindedAt:
        facts.cart && this.#carts.has(`${shopId} ${facts.cart.token}`) ? this.#now : history.cartRemindedAt,
    };
  }
}
