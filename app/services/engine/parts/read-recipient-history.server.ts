import { CAP_WINDOW_DAYS } from "#core/sending/caps.ts";
import { isCart } from "#core/sending/cart.ts";
import type { RecipientHistory } from "#core/engine/step-snapshot.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  firstReminderTimes,
  lastInboundTimes,
  recentMarketingEmails,
  recentMarketingTexts,
  stepsTextedBefore,
  type RecipientHistoryQuery,
} from "#shell/repositories/engine/recipient-history.server.ts";

/** Reads the message history of steps' recipients, by step row id. A step's own message does not count. */
export async function readRecipientHistory(
  sql: Sql,
  rows: readonly RecipientHistoryQuery[],
  now: Instant,
): Promise<Map<string, RecipientHistory>> {
  const steps = rows.map(({ id, shopId, phone, email, subject }) => ({ id, shopId, phone, email, subject }));
  const withPhone = steps.filter(({ phone }) => phone !== null);
  const since = now.subtract({ hours: 24 * CAP_WINDOW_DAYS });
  const texts = timesById(await recentMarketingTexts(sql, withPhone, since));
  const emails = timesById(
    await recentMarketingEmails(
      sql,
      steps.filter(({ email }) => email !== null),
      since,
    ),
  );
  const before = new Set((await stepsTextedBefore(sql, withPhone)).map(({ id }) => id));
  const remindedAt = new Map(
    (
      await firstReminderTimes(
        sql,
        steps.filter(({ subject }) => isCart(subject)),
      )
    ).map(({ id, at }) => [id, at]),
  );
  return new Map(
    steps.map(({ id }) => [
      id,
      {
        recent: texts.get(id) ?? [],
        firstMarketing: !before.has(id),
        recentEmails: emails.get(id) ?? [],
        cartRemindedAt: remindedAt.get(id) ?? null,
      },
    ]),
  );
}

/** Reads, for steps of conversations, when the number last wrote to the shop. By step row id. */
export async function readConversationHistory(
  sql: Sql,
  rows: readonly Pick<RecipientHistoryQuery, "id" | "shopId" | "phone">[],
): Promise<Map<string, RecipientHistory>> {
  const wroteAt = new Map(
    (
      await lastInboundTimes(
        sql,
        rows.map(({ id, shopId, phone }) => ({ id, shopId, phone })),
      )
    ).map(({ id, at }) => [id, at]),
  );
  return new Map(
    rows.map(({ id }) => [
      id,
      { recent: [], firstMarketing: false, recentEmails: [], cartRemindedAt: null, wroteAt: wroteAt.get(id) ?? null },
    ]),
  );
}

function timesById(rows: readonly { id: string; at: Instant }[]): Map<string, Instant[]> {
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, of]) => [id, of.map(({ at }) => at)]));
}
