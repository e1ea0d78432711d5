import type { ManualPurpose } from "#core/automations/manual-automation.ts";
import { checkDraft } from "#core/sending/guards/content.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { reasons } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { hasCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { ensurePhoneCustomer } from "#services/customers/parts/ensure-phone-customer.server.ts";
import { findSequenceId } from "#shell/repositories/engine/sequences.server.ts";
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
  /** A customer id, or a phone number: of a known customer, else of a new customer with that number alone. */
  to: { customerId: string } | { phone: string };
  /** Sent as is, without template variables. */
  body: string;
  /** For a test: hosts of links that the text may contain, besides the shop's own. */
  hosts?: readonly string[];
  /** For a test: the sample customer named in the text, whose erasure must also erase the text. */
  about?: string | null;
  purpose: ManualPurpose;
  /** The idempotency key of the request. */
  key: string;
}

/**
 * Sends a manually written text through an internal automation, so that the same guards decide it and the log shows
 * their checks. Returns before the text is sent.
 * @returns the sequence of the text, the same one for a repeated key; or why the request is refused
 */
export async function sendManually(
  context: AppContext,
  text: ManualText,
): Promise<ServiceResult<{ sequenceId: string }>> {
  const contentCheck = checkDraft({ body: text.body.trim() });
  if (contentCheck.answer !== "pass")
    return refuseDocument([
      { path: "body", message: "reason" in contentCheck ? reasons[contentCheck.reason].label : "cannot be sent" },
    ]);
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, (sql) => enterSequence(context, sql, text, now));
  await remind(context, remindersFor(due, now));
  return result;
}

async function enterSequence(
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
          // The text goes to this number, also when its customer has another one.
          ...("phone" in text.to && { to: readPhone(text.to.phone)?.e164 }),
          ...(text.hosts && { hosts: text.hosts }),
          ...(text.about && { about: text.about }),
        },
      },
    },
  });
  const sequenceId = await findSequenceId(sql, automationId, subject);
  if (!sequenceId) return { result: refuse("not_found", "it was not taken on; Activity shows why"), due };
  // A repeated request has its audit event already.
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
  return (await ensurePhoneCustomer(context, sql, { shopId, phone, now })).customerId;
}
