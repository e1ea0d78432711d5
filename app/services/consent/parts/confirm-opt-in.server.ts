import { CONFIRMED_OPT_IN, type SubscriberState, withConsent } from "#core/consent/subscriber.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { customersOfSubscribers } from "#shell/repositories/consent/subscribers.server.ts";
import type { OptInQuestion } from "#shell/repositories/sending/replies.server.ts";
import { changeConsents } from "./change-consents.server.ts";

/**
 * Subscribes the number that answered a double opt-in with yes; question and answer become the proof.
 * @param asked locked subscribers of the number, of any shop
 * @returns whether the number was still pending in the question's shop
 */
export async function confirmOptIn(
  context: AppContext,
  sql: Sql,
  asked: readonly SubscriberState[],
  question: OptInQuestion,
  { messageId, at }: { messageId: string; at: Instant },
): Promise<boolean> {
  const pending = asked.filter(({ shopId, consent }) => shopId === question.shopId && consent === "pending");
  const customers = await customersOfSubscribers(
    sql,
    pending.map(({ id }) => id),
  );
  const stated = {
    state: "subscribed" as const,
    optInLevel: CONFIRMED_OPT_IN,
    source: "keyword",
    // The question states what the customer agreed to.
    words: question.body,
    wordsVersion: `automation_version:${question.versionId}`,
    updatedAt: at.toString(),
  };
  await changeConsents(
    context,
    sql,
    pending.flatMap((before) => {
      const after = withConsent(before, stated);
      return after
        ? [
            {
              before,
              after,
              customerId: customers.get(before.id) ?? null,
              proof: { words: question.body, messageId, messageIds: [question.messageId, messageId] },
              startsAutomations: true,
            },
          ]
        : [];
    }),
    at,
  );
  return pending.length > 0;
}
