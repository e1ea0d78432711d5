import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";
import type { PutOffText } from "#shell/repositories/campaigns/recipients.server.ts";
import { lockActiveSequences } from "#shell/repositories/engine/active-sequences.server.ts";
import { cancelActiveSequences } from "#services/automations/parts/cancel-active-sequences.server.ts";

/** Cancels texts that the engine has put off and the plan no longer wants; the log says why. */
export async function cancelTexts(
  context: AppContext,
  sql: Sql,
  { shopId, automationId }: CampaignRow,
  texts: readonly PutOffText[],
  now: Instant,
): Promise<void> {
  if (!automationId) return;
  for (const [because, some] of Map.groupBy(texts, ({ reason }) => reason)) {
    const sequenceIds = some.map(({ sequenceId }) => sequenceId);
    const locked = await lockActiveSequences(sql, { sequenceIds }, now);
    await cancelActiveSequences(context, sql, locked, { shopId, automationId, because }, now);
  }
}
