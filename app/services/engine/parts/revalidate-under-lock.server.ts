import { isDeepStrictEqual } from "node:util";
import { isMarketing } from "#core/sending/message-kind.ts";
import { contextFactsOf, withRecipient, type RecipientHistory } from "#core/engine/step-snapshot.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import type { Recipient } from "#shell/repositories/customers/customers.server.ts";
import { readStepStatuses, type StepStatus } from "#shell/repositories/engine/read-steps.server.ts";
import { decideLoadedStep, positionOf, type DecidedStep } from "./decide-steps.server.ts";
import { readRecipientHistory } from "./read-recipient-history.server.ts";

/** The state, read under locks, that may have changed since the messages were decided. */
interface LockedState {
  /** By customer id. */
  recipients: ReadonlyMap<string, Recipient>;
  /** Of marketing messages, by step row id. */
  history: ReadonlyMap<string, RecipientHistory>;
}

/**
 * Locks the addresses of marketing messages and reads their message history.
 * @param recipients by customer id; the caller holds their locks
 */
export async function readLockedState(
  sql: Sql,
  recipients: ReadonlyMap<string, Recipient>,
  messages: readonly DecidedStep[],
  now: Instant,
): Promise<LockedState> {
  const marketing = messages.filter(({ definition: { kind } }) => isMarketing(kind));
  if (marketing.length > 0) await lockAddresses(sql, marketing);
  return {
    recipients,
    history:
      marketing.length === 0
        ? new Map()
        : await readRecipientHistory(
            sql,
            marketing.map(({ row }) => row),
            now,
          ),
  };
}

/**
 * Decides texts and e-mails again, in order, with the state read under locks, unless that is the state of the first
 * decision. A recipient who opted out meanwhile gets no message. Each message counts in the history of the later ones
 * to the same address or about the same cart.
 * @param isSent whether a decided message is sent; called once per message, in order
 */
export function revalidateMessages(
  messages: readonly DecidedStep[],
  { recipients, history }: LockedState,
  isSent: (decided: DecidedStep) => boolean,
  now: Instant,
): DecidedStep[] {
  const batch = new BatchHistory(now);
  return messages.map((item) => {
    const recipient = recipients.get(item.row.customerId);
    const lately = batch.historyFor(item, history.get(item.row.id));
    const decided =
      lately === undefined && isAsDecided(item, recipient)
        ? item
        : decideLoadedStep(withLockedState(item, recipient, lately));
    if (isSent(decided) && item.definition.kind === "marketing") batch.add(decided);
    return decided;
  });
}

/** Whether a message that no history concerns was decided on the state that the locks have found. */
const isAsDecided = ({ isOutdated, row, facts, mailbox }: DecidedStep, recipient: Recipient | undefined): boolean =>
  !isOutdated &&
  recipient !== undefined &&
  recipient.erased === facts.customer.erased &&
  recipient.email === mailbox.address &&
  recipient.emailConsent === mailbox.consent &&
  // Both are plain JSON of one statement's text.
  isDeepStrictEqual(recipient.numbers, row.numbers);

/**
 * Re-reads the status of each step's sequence, automation and shop, and decides steps again: a pause, a cancellation or
 * an uninstall may have come since the steps were loaded. Messages keep their decision, because `revalidateMessages`
 * decides them again. So do holds, deferrals and skips in a running sequence.
 * @returns the steps in the same order
 */
export async function recheckStatus<T extends DecidedStep>(sql: Sql, items: readonly T[], now: Instant): Promise<T[]> {
  const statuses = await readStepStatuses(
    sql,
    items.map(({ row }) => row.id),
  );
  return items.map((item) => {
    const status = statuses.get(item.row.id);
    if (!status || isSameStatus(item.row, status)) return item;
    const updated = withStatus(item, status);
    const { kind } = updated.decision;
    const keepsDecision =
      kind === "text" ||
      kind === "email" ||
      ((kind === "hold" || kind === "defer" || kind === "skip") && positionOf(updated, now).running);
    return keepsDecision
      ? { ...updated, isOutdated: true }
      : { ...updated, decision: decideLoadedStep(updated).decision };
  });
}

const isSameStatus = (row: StepStatus, now: StepStatus): boolean =>
  row.sequenceStatus === now.sequenceStatus &&
  row.automationStatus === now.automationStatus &&
  row.installed === now.installed &&
  isDeepStrictEqual(row.settings, now.settings);

function withStatus<T extends DecidedStep>(item: T, status: StepStatus): T {
  const row = { ...item.row, ...status };
  return { ...item, row, facts: { ...item.facts, ...contextFactsOf(row, item.facts.shop.sharesSender) } };
}

const addressOf = ({ row: { shopId, phone, email }, decision }: DecidedStep): string =>
  `${shopId} ${decision.kind === "email" ? email : phone}`;

/**
 * Locks addresses until the transaction ends, so that concurrent batches cannot both send to one address without
 * counting the other's message.
 */
const lockAddresses = (sql: Sql, messages: readonly DecidedStep[]): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended("key", 7)) FROM unnest($1::text[]) AS "key"`, [
    [...new Set(messages.map(addressOf))].sort(),
  ]);

/** The step with the current recipient and history. A missing recipient counts as erased. */
function withLockedState(
  item: DecidedStep,
  recipient: Recipient | undefined,
  history: RecipientHistory | undefined,
): DecidedStep {
  const { facts, mailbox } = item;
  const row = withRecipient({ ...item.row, numbers: recipient?.numbers ?? [] }, facts.kind, facts.now);
  const customer = { ...facts.customer, erased: recipient?.erased ?? true };
  const historyFacts = history && {
    recent: history.recent,
    firstMarketing: history.firstMarketing,
    cart: facts.cart && { ...facts.cart, remindedAt: history.cartRemindedAt },
  };
  return {
    ...item,
    row,
    facts: { ...facts, customer, recipient: row.recipient, ...historyFacts },
    mailbox: {
      address: recipient?.email ?? null,
      consent: recipient?.emailConsent ?? "not_subscribed",
      recent: history?.recentEmails ?? mailbox.recent,
    },
  };
}

/** The messages of this batch so far, as history for the later ones. */
class BatchHistory {
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
