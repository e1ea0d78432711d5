import type { ManualPurpose } from "#core/automations/manual-automation.ts";
import { checkWords } from "#core/sending/guards/content.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { reasons } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findKnownCustomer, hasCustomer, insertByNumber } from "#shell/repositories/intake/known-customers.server.ts";
import { findEntered } from "#shell/repositories/engine/sequences.server.ts";
import { lockIntake } from "#shell/repositories/intake/store-events.server.ts";
import {
  refuse,
  refuseDocument,
  type Refusal,
  type ServiceResult,
} from "#services/automations/parts/audited-change.server.ts";
import { ingestOwnEvent } from "#services/intake/parts/ingest-own-events.server.ts";
import { ensureManualAutomation } from "./ensure-manual-automation.server.ts";
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";

export interface ManualText {
  shopId: string;
  actor: string;
  /** A customer of the shop, or a number: whoever of the shop has it, else somebody known by it alone. */
  to: { customerId: string } | { phone: string };
  /** Word for word: nothing in it is filled in. */
  body: string;
  /** Of a test: where the store's own pages are that it may lead to, beside those of the shop itself. */
  hosts?: readonly string[];
  /**
   * Of a test: the customer in whose words it is written, who is not the one that gets it. What names them goes when
   * they are forgotten.
   */
  about?: string | null;
  purpose: ManualPurpose;
  /** The same for the same press of a button, however often it is sent. */
  key: string;
}

/**
 * Sends a text that somebody has written, through an automation of Shopbell's own: whether it may go is decided by
 * the same guards as for any other, and stands in the log with its checks. It is on its way, not sent, when this
 * returns.
 * @returns the sequence that carries it; the first one's when asked again
 */
export async function sendManually(
  context: AppContext,
  text: ManualText,
): Promise<ServiceResult<{ sequenceId: string }>> {
  const words = checkWords({ body: text.body.trim() });
  if (words.answer !== "pass")
    return refuseDocument([
      { path: "body", message: "reason" in words ? reasons[words.reason].label : "cannot be sent" },
    ]);
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, (sql) => enter(context, sql, text, now));
  await remind(context, remindersFor(due, now));
  return result;
}

async function enter(
  context: AppContext,
  sql: Sql,
  text: ManualText,
  now: Instant,
): Promise<{ result: ServiceResult<{ sequenceId: string }>; due: Due[] }> {
  const { shopId, actor, purpose, key } = text;
  await lockIntake(sql, [shopId]);
  const customerId = await findRecipient(context, sql, text, now);
  if (typeof customerId !== "string") return { result: customerId, due: [] };
  const automationId = await ensureManualAutomation(context, sql, shopId, purpose, now);
  const subject = `by-hand:${key}`;
  const due = await ingestOwnEvent(context, sql, {
    shopId,
    topic: "shopbell/manual",
    eventId: `${automationId}:${subject}`,
    triggeredAt: now,
    payload: {
      subject,
      customerId,
      automationId,
      facts: {
        manual: {
          by: actor,
          words: text.body,
          ...(text.hosts && { hosts: text.hosts }),
          ...(text.about && { about: text.about }),
        },
      },
    },
  });
  const sequenceId = await findEntered(sql, automationId, subject);
  if (!sequenceId) return { result: refuse("not_found", "it was not taken on; Activity shows why"), due };
  // Pressed twice, it was done and noted before.
  if (due.length > 0)
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "text.written",
        target: `customer:${customerId}`,
        before: null,
        after: { purpose, sequenceId },
        createdAt: now,
      },
    ]);
  return { result: { ok: true, sequenceId }, due };
}

async function findRecipient(
  context: AppContext,
  sql: Sql,
  { shopId, to }: ManualText,
  now: Instant,
): Promise<string | Refusal> {
  if ("customerId" in to)
    return (await hasCustomer(sql, shopId, to.customerId))
      ? to.customerId
      : refuse("not_found", "there is no such customer");
  const phone = readPhone(to.phone)?.e164;
  if (!phone) return refuseDocument([{ path: "phone", message: reasons.invalid_phone.label }]);
  const known = { shopifyId: null, phone, email: null };
  await insertByNumber(sql, {
    id: context.newId(now),
    shopId,
    phone,
    phoneHash: context.secrets.hashPhone(phone),
    email: null,
    firstName: null,
    lastName: null,
    createdAt: now,
  });
  return (await findKnownCustomer(sql, shopId, known)) ?? refuse("not_found", "there is no such customer");
}
