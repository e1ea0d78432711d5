import { knownOrderOf, lacksCustomer, withKnownOrder } from "#core/intake/order-customer.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findOrderEvents } from "#shell/repositories/intake/store-events.server.ts";
import type { NormalizedStoreEvent } from "./normalize-stored-event.server.ts";
import { normalizeStoredEvent } from "./normalize-stored-event.server.ts";

/**
 * Completes events that name an order, and not its customer, by what that order's own events have told: those taken in
 * before.
 */
export async function attachOrderCustomers(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
): Promise<NormalizedStoreEvent[]> {
  const subjects = events.flatMap(({ shopId, normalizeResult }) =>
    "normalizedEvent" in normalizeResult && lacksCustomer(normalizeResult.normalizedEvent)
      ? [{ shopId, subject: normalizeResult.normalizedEvent.relatedSubject ?? "" }]
      : [],
  );
  if (subjects.length === 0) return [...events];
  const rows = await findOrderEvents(sql, subjects);
  const earlier = new Map(
    rows.map((row) => [`${row.shopId} ${row.subject}`, knownOrderOf(row.customerId, normalizeStoredEvent(row))]),
  );
  return events.map((event) => {
    const { shopId, normalizeResult } = event;
    if (!("normalizedEvent" in normalizeResult) || !lacksCustomer(normalizeResult.normalizedEvent)) return event;
    return {
      ...event,
      normalizeResult: {
        normalizedEvent: withKnownOrder(
          normalizeResult.normalizedEvent,
          earlier.get(`${shopId} ${normalizeResult.normalizedEvent.relatedSubject}`),
        ),
      },
    };
  });
}
