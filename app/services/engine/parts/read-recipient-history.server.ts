import { CAP_WINDOW_DAYS } from "#core/sending/caps.ts";
import { isCart } from "#core/sending/cart.ts";
import type { RecipientHistory } from "#core/engine/step-snapshot.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  firstReminders,
  lastWritten,
  recentEmails,
  recentMarketing,
  textedBefore,
  type RecipientHistoryQuery,
} from "#shell/repositories/engine/recipient-history.server.ts";

/** Reads what went before a batch of steps, by the step's id; a step's own message is no history. */
export async function readRecipientHistory(
  sql: Sql,
  rows: readonly RecipientHistoryQuery[],
  now: Instant,
): Promise<Map<string, RecipientHistory>> {
  const steps = rows.map(({ id, shopId, phone, email, subject }) => ({ id, shopId, phone, email, subject }));
  const texted = steps.filter(({ phone }) => phone !== null);
  const reach = now.subtract({ hours: 24 * CAP_WINDOW_DAYS });
  const texts = timesById(await recentMarketing(sql, texted, reach));
  const emails = timesById(
    await recentEmails(
      sql,
      steps.filter(({ email }) => email !== null),
      reach,
    ),
  );
  const before = new Set((await textedBefore(sql, texted)).map(({ id }) => id));
  const reminded = new Map(
    (
      await firstReminders(
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
        cartRemindedAt: reminded.get(id) ?? null,
      },
    ]),
  );
}

/** Of steps that answer somebody: when that number wrote to the shop last. */
export async function readConversing(
  sql: Sql,
  rows: readonly Pick<RecipientHistoryQuery, "id" | "shopId" | "phone">[],
): Promise<Map<string, RecipientHistory>> {
  const wrote = new Map(
    (
      await lastWritten(
        sql,
        rows.map(({ id, shopId, phone }) => ({ id, shopId, phone })),
      )
    ).map(({ id, at }) => [id, at]),
  );
  return new Map(
    rows.map(({ id }) => [
      id,
      { recent: [], firstMarketing: false, recentEmails: [], cartRemindedAt: null, wroteAt: wrote.get(id) ?? null },
    ]),
  );
}

function timesById(rows: readonly { id: string; at: Instant }[]): Map<string, Instant[]> {
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, of]) => [id, of.map(({ at }) => at)]));
}
