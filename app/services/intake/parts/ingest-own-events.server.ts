import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { claimOwnEvent } from "#shell/repositories/intake/store-events.server.ts";
import { ingestBatch } from "./ingest-batch.server.ts";
import { emitOwnEvents, type OwnEvent } from "./emit-events.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { normalizeStoredEvent } from "./normalize-events.server.ts";

/**
 * Puts an event of our own into the inbox and takes it in at once, within the same transaction: for whoever waits to
 * see what comes of it. The shop's intake must be locked.
 * @returns the steps that are due because of it; none where it was told before
 */
export async function ingestOwnEvent(context: AppContext, sql: Sql, event: OwnEvent): Promise<Due[]> {
  if ((await emitOwnEvents(context, sql, [event])) === 0) return [];
  const claimed = await claimOwnEvent(sql, event);
  return claimed
    ? ingestBatch(context, sql, [{ ...claimed, normalizeResult: normalizeStoredEvent(claimed) }], new Map())
    : [];
}
