import { needsProof, type Subscriber } from "#core/consent/subscriber.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordConsents, type ConsentRecord } from "#shell/repositories/consent/consents.server.ts";
import { saveConsents } from "#shell/repositories/consent/subscribers.server.ts";
import { emitConsentEvents } from "./emit-consent-events.server.ts";

/** What a proof of consent has beside the subscriber's own columns. */
type ProofDetails = Pick<ConsentRecord, "words" | "messageId"> &
  Partial<Pick<ConsentRecord, "page" | "ip" | "userAgent" | "timezone" | "messageIds">>;

/** A change of one subscriber's consent. */
export interface ConsentChange {
  before: Subscriber;
  after: Subscriber;
  /** The customer that automations start for; null starts none. */
  customerId: string | null;
  proof: ProofDetails;
  /** Automations that start by consent shall see the change: no webhook of the store reports it. */
  startsAutomations: boolean;
  /** Keeps a proof of a statement that changes nothing, such as a STOP after the staff's opt-out. */
  alwaysProven?: boolean;
  /** Asks for the double opt-in again, also of a number that was asked before; the automation that asks decides. */
  asksAgain?: boolean;
}

/**
 * Saves changed consents, with a proof of each new state, and emits the events that start automations.
 * @returns the ids of the proofs by subscriber
 */
export async function changeConsents(
  context: AppContext,
  sql: Sql,
  changes: readonly ConsentChange[],
  now: Instant,
): Promise<Map<string, string>> {
  const proven = changes.map((change) => ({
    ...change,
    record: change.alwaysProven || needsProof(change.before, change.after) ? proofOf(context, change, now) : null,
  }));
  await recordConsents(
    sql,
    proven.flatMap(({ record }) => record ?? []),
  );
  // A later change of the same subscriber holds.
  const last = new Map(proven.map(({ after, record }) => [after.id, { ...after, consentEventId: record?.id ?? null }]));
  await saveConsents(sql, [...last.values()]);
  await emitConsentEvents(
    context,
    sql,
    proven.flatMap(({ before, after, customerId, startsAutomations, asksAgain, record }) =>
      record && startsAutomations && customerId && (before.consent !== after.consent || asksAgain)
        ? [
            {
              customer: { id: customerId, shopId: after.shopId },
              consentEventId: record.id,
              state: after.consent,
              optInLevel: record.optInLevel,
              at: Temporal.Instant.from(record.occurredAt.toString()),
            },
          ]
        : [],
    ),
  );
  return new Map(proven.flatMap(({ after, record }) => (record ? [[after.id, record.id] as const] : [])));
}

const proofOf = (
  context: AppContext,
  { before, after, customerId, proof }: ConsentChange,
  now: Instant,
): ConsentRecord => ({
  id: context.newId(now),
  shopId: after.shopId,
  customerId,
  channel: after.channel,
  address: after.address,
  addressHash: after.addressHash,
  state: after.consent,
  previous: before.consent,
  optInLevel: after.consent === "unsubscribed" ? null : after.level,
  source: after.source ?? "unknown",
  wordsVersion: after.wordsVersion,
  occurredAt: after.consentAt ?? now,
  createdAt: now,
  page: null,
  ip: null,
  userAgent: null,
  timezone: null,
  messageIds: [],
  ...proof,
});
