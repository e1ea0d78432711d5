import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { unholdMarketing } from "#shell/repositories/sending/replies.server.ts";
import { releaseHeld } from "#shell/repositories/engine/scheduled.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/**
 * Lets marketing to customers go on that waited because of a reply: what is due is looked at again, with all its
 * checks.
 */
export async function releaseHeldMarketing(sql: Sql, customerIds: readonly string[], now: Instant): Promise<Due[]> {
  const due: Due[] = [];
  for (const { id, shopId } of await unholdMarketing(sql, customerIds))
    due.push(...(await releaseHeld(sql, { shopId, customerId: id, reason: "reply_held", now })));
  return due;
}
