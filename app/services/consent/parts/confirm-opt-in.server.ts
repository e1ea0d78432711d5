import type { CustomerRecord } from "#core/customers/record.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordConsents } from "#shell/repositories/consent/consents.server.ts";
import { setConsent } from "#shell/repositories/customers/customers.server.ts";
import type { OptInQuestion } from "#shell/repositories/sending/replies.server.ts";
import { emitConsentEvents } from "./emit-consent-events.server.ts";

const LEVEL = "confirmed_opt_in";

/**
 * Subscribes the customers who answered a double opt-in with yes; question and answer become the consent evidence.
 * @param asked customers with the number that replied, of any shop
 * @returns whether a customer of the question's shop was still pending
 */
export async function confirmOptIn(
  context: AppContext,
  sql: Sql,
  asked: readonly CustomerRecord[],
  question: OptInQuestion,
  answer: { messageId: string; phone: string; at: Instant },
): Promise<boolean> {
  const { messageId, phone, at } = answer;
  const pending = asked.filter(({ shopId, smsConsent }) => shopId === question.shopId && smsConsent === "pending");
  const proofs = pending.map((customer) => ({
    id: context.newId(at),
    shopId: customer.shopId,
    customerId: customer.id,
    phone,
    phoneHash: context.secrets.hashPhone(phone),
    state: "subscribed" as const,
    previous: customer.smsConsent,
    optInLevel: LEVEL,
    source: "keyword",
    // The question states what the customer agreed to.
    words: question.body,
    wordsVersion: `automation_version:${question.versionId}`,
    messageId,
    messageIds: [question.messageId, messageId],
    occurredAt: at,
    createdAt: at,
  }));
  await recordConsents(sql, proofs);
  await setConsent(
    sql,
    pending.map(({ id }) => id),
    "subscribed",
    at,
  );
  await emitConsentEvents(
    context,
    sql,
    proofs.map(({ id, customerId, shopId, state }) => ({
      customer: { id: customerId, shopId },
      consentEventId: id,
      state,
      optInLevel: LEVEL,
      at,
    })),
  );
  return pending.length > 0;
}
