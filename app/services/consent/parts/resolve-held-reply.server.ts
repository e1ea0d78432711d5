import { KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockNumber } from "#shell/repositories/consent/subscribers.server.ts";
import { findReply } from "#shell/repositories/sending/replies.server.ts";
import { optOutOfShop } from "./opt-out.server.ts";
import { inboxReminder } from "#services/intake/parts/emit-events.server.ts";
import { releaseHeldMarketing } from "./release-marketing.server.ts";
import { remind, remindersFor } from "#services/engine/parts/remind.server.ts";
import { writeBackReminder } from "./write-back-consent.server.ts";

export interface HeldReplyDecision {
  shopId: string;
  /** Id of the inbound `Message`. */
  messageId: string;
  /** Opt the customer out, or release their marketing. */
  verdict: "stop" | "go_on";
  /** Audit actor. */
  actor: string;
}

/**
 * Applies the merchant's decision on a reply that may mean STOP, for their own shop only.
 * @returns false if the shop has no such reply
 */
export async function resolveHeldReply(
  context: AppContext,
  { shopId, messageId, verdict, actor }: HeldReplyDecision,
): Promise<boolean> {
  const now = context.clock.now();
  const due = await transaction(context.db.pool, async (sql) => {
    const reply = await findReply(sql, shopId, messageId);
    if (!reply) return null;
    const { id, from: phone, body: words } = reply;
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "reply.settled",
        target: `message:${id}`,
        before: null,
        after: { verdict },
        createdAt: now,
      },
    ]);
    if (verdict === "stop")
      return optOutOfShop(context, sql, shopId, {
        scope: null,
        phone,
        source: "keyword",
        words,
        rule: `${KEYWORDS_VERSION}:merchant`,
        messageId: id,
        at: now,
      });
    const subscribers = await lockNumber(sql, context.secrets.hashAddress(phone));
    return releaseHeldMarketing(
      sql,
      subscribers.flatMap((subscriber) => (subscriber.shopId === shopId ? [subscriber.id] : [])),
      now,
    );
  });
  if (!due) return false;
  await remind(context, [...remindersFor(due, now), inboxReminder(now), writeBackReminder(now)]);
  return true;
}
