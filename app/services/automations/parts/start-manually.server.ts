import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { hasCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { findSegments } from "#shell/repositories/customers/segments.server.ts";
import { inboxReminder, emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import { remind } from "#services/engine/parts/remind.server.ts";
import { startFanOut } from "#services/intake/parts/fan-out.server.ts";

/** The trigger that is started by hand. */
const BY_HAND = "manual";

export interface ManualStart {
  shopId: string;
  automationId: string;
  /** One customer, or everyone in a segment. */
  whom: { customerId: string } | { segmentId: string };
  /** Who does it, for the audit trail. */
  actor: string;
  /** The same for the same click, however often it is sent. */
  requestId: string;
}

export type ManualStartResult =
  { ok: true } | { ok: false; reason: "not_found" | "not_startable" | "off"; message: string };

/**
 * Starts an automation for one customer, or for everyone in a segment: the first of them at once, the others from
 * page to page as the inbox is worked off. Whether each may enter is decided there, with all its checks.
 */
export async function startManually(
  context: AppContext,
  { shopId, automationId, whom, actor, requestId }: ManualStart,
): Promise<ManualStartResult> {
  const now = context.clock.now();
  const started = await transaction(context.db.pool, async (sql): Promise<ManualStartResult> => {
    const automation = await findAutomation(sql, shopId, automationId);
    if (!automation) return { ok: false, reason: "not_found", message: "there is no such automation" };
    if (automation.trigger !== BY_HAND)
      return { ok: false, reason: "not_startable", message: `“${automation.name}” starts by itself, not by hand` };
    if (automation.status !== "active")
      return { ok: false, reason: "off", message: `“${automation.name}” is not on; turn it on first` };
    const facts = { manual: { by: actor } };
    const head = `manual:${automation.id}`;
    let raised: number;
    if ("customerId" in whom) {
      const { customerId } = whom;
      if (!(await hasCustomer(sql, shopId, customerId)))
        return { ok: false, reason: "not_found", message: "there is no such customer" };
      const payload = { subject: `manual:${requestId}:${customerId}`, customerId, automationId: automation.id, facts };
      raised = await emitOwnEvents(context, sql, [
        { shopId, topic: "shopbell/manual", eventId: `${head}:${customerId}:${requestId}`, triggeredAt: now, payload },
      ]);
    } else {
      if (!(await findSegments(sql, shopId, [whom.segmentId])).has(whom.segmentId))
        return { ok: false, reason: "not_found", message: "there is no such segment" };
      const news = { shopId, topic: "shopbell/manual" as const, automationId: automation.id, facts };
      raised = await startFanOut(context, sql, news, {
        audience: { who: "in_segment", segmentId: whom.segmentId },
        head,
        tail: requestId,
        subject: `manual:${requestId}`,
        dueAt: now,
      });
    }
    // Sent a second time, it was done and noted before.
    if (raised > 0)
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action: "automation.started",
          target: `automation:${automation.id}`,
          before: null,
          after: { ...whom, requestId },
          createdAt: now,
        },
      ]);
    return { ok: true };
  });
  if (started.ok) await remind(context, [inboxReminder(now)]);
  return started;
}
