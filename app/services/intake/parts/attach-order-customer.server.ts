import { earlierOf, needsEarlier, withEarlier } from "#core/intake/order-customer.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findEarlier } from "#shell/repositories/intake/store-events.server.ts";
import type { UnderstoodEvent } from "./ingest-batch.server.ts";
import { understandStored } from "./normalize-stored-event.server.ts";

/**
 * Completes events that name an order, and not its customer, by what that order's own events have told: those taken in
 * before.
 */
export async function recallEarlier(sql: Sql, events: readonly UnderstoodEvent[]): Promise<UnderstoodEvent[]> {
  const subjects = events.flatMap(({ shopId, understanding }) =>
    "occurrence" in understanding && needsEarlier(understanding.occurrence)
      ? [{ shopId, subject: understanding.occurrence.relatedSubject ?? "" }]
      : [],
  );
  if (subjects.length === 0) return [...events];
  const rows = await findEarlier(sql, subjects);
  const earlier = new Map(
    rows.map((row) => [`${row.shopId} ${row.subject}`, earlierOf(row.customerId, understandStored(row))]),
  );
  return events.map((event) => {
    const { shopId, understanding } = event;
    if (!("occurrence" in understanding) || !needsEarlier(understanding.occurrence)) return event;
    return {
      ...event,
      understanding: {
        occurrence: withEarlier(
          understanding.occurrence,
          earlier.get(`${shopId} ${understanding.occurrence.relatedSubject}`),
        ),
      },
    };
  });
}
