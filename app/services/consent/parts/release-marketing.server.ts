import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { releaseMarketingHold } from "#shell/repositories/consent/subscribers.server.ts";
import { releaseHeld } from "#shell/repositories/engine/scheduled.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** Releases marketing that a possible STOP held. The engine runs all guards again for each released step. */
export async function releaseHeldMarketing(sql: Sql, subscriberIds: readonly string[], now: Instant): Promise<Due[]> {
  const due: Due[] = [];
  for (const { customerId, shopId } of await releaseMarketingHold(sql, subscriberIds))
    due.push(...(await releaseHeld(sql, { shopId, customerId, reason: "reply_held", now })));
  return due;
}
