import type { CustomerRecord } from "#core/customers/record.ts";
import type { Facts } from "#core/intake/define.ts";
import type { OwnTopic } from "#core/intake/topics/own-events.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";

/** A consent change that happened in Shopbell, not in Shopify. */
export interface ConsentChangeEvent {
  customer: Pick<CustomerRecord, "id" | "shopId">;
  /** Id of the `ConsentEvent` row; the idempotency key of the store event. */
  consentEventId: string;
  state: ConsentState;
  optInLevel: string | null;
  at: Instant;
}

const topics: Partial<Record<ConsentState, OwnTopic>> = {
  subscribed: "shopbell/consent_granted",
  pending: "shopbell/opt_in_requested",
  unsubscribed: "shopbell/consent_revoked",
};

/**
 * Emits store events for consent changes, so that they can trigger automations.
 * @returns the number of events inserted
 */
export const emitConsentEvents = (
  context: AppContext,
  sql: Sql,
  changes: readonly ConsentChangeEvent[],
): Promise<number> =>
  emitOwnEvents(
    context,
    sql,
    changes.flatMap(({ customer, consentEventId, state, optInLevel, at }) => {
      const topic = topics[state];
      const facts: Facts = optInLevel ? { consent: { opt_in_level: optInLevel } } : {};
      return topic
        ? [
            {
              shopId: customer.shopId,
              topic,
              eventId: `consent:${consentEventId}`,
              triggeredAt: at,
              payload: { subject: `customer:${customer.id}`, customerId: customer.id, facts },
            },
          ]
        : [];
    }),
  );
