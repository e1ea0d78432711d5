import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { claimOwnEvent } from "#shell/repositories/intake/store-events.server.ts";
import { ingestBatch } from "./ingest-batch.server.ts";
import { NeedsNewerRelease } from "./load-match-context.server.ts";
import { emitOwnEvents, type OwnEvent } from "./emit-events.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { normalizeStoredEvent } from "./normalize-events.server.ts";

/**
 * Emits one of Shopbell's own events and ingests it within the same transaction, for a caller that needs the result
 * at once. The caller holds the shop's intake lock.
 * @returns the steps that become due; none when the event is a duplicate
 */
export async function ingestOwnEvent(context: AppContext, sql: Sql, event: OwnEvent): Promise<Due[]> {
  if ((await emitOwnEvents(context, sql, [event])) === 0) return [];
  const claimed = await claimOwnEvent(sql, event);
  if (!claimed) return [];
  const events = [{ ...claimed, normalizeResult: normalizeStoredEvent(claimed) }];
  return ingestBatch(context, sql, events, new Map()).catch((error: unknown) => {
    // It stays in the inbox, for a worker that can read the automation which it sets off.
    if (error instanceof NeedsNewerRelease) return [];
    throw error;
  });
}
