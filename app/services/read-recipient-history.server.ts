import { CAP_REACH_DAYS } from "#core/compliance/caps.ts";
import { isCart } from "#core/compliance/cart.ts";
import type { RecipientHistory } from "#core/sequence/standing-step.ts";
import type { Instant } from "#core/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { firstReminders, recentMarketing, textedBefore, type HistoryQuery } from "#shell/repositories/recipient-history.server.ts";

/** Reads what went before a batch of steps, by the step's id; a step's own text is no history. */
export async function readRecipientHistory(sql: Sql, rows: readonly HistoryQuery[], now: Instant): Promise<Map<string, RecipientHistory>> {
  const steps = rows.map(({ id, shopId, phone, subject }) => ({ id, shopId, phone, subject }));
  const texted = steps.filter(({ phone }) => phone !== null);
  const recent = Map.groupBy(await recentMarketing(sql, texted, now.subtract({ hours: 24 * CAP_REACH_DAYS })), ({ id }) => id);
  const before = new Set((await textedBefore(sql, texted)).map(({ id }) => id));
  const reminded = new Map((await firstReminders(sql, steps.filter(({ subject }) => isCart(subject)))).map(({ id, at }) => [id, at]));
  return new Map(
    steps.map(({ id }) => [id, { recent: (recent.get(id) ?? []).map(({ at }) => at), firstMarketing: !before.has(id), cartRemindedAt: reminded.get(id) ?? null }]),
  );
}
