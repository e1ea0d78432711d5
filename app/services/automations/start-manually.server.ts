import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { presentCustomers } from "#shell/repositories/intake/known-customers.server.ts";
import { findSegments } from "#shell/repositories/segments/segments.server.ts";
import { inboxReminder, emitOwnEvents } from "../intake/parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";
import { startFanOut } from "../intake/parts/fan-out.server.ts";

/** Key of the manual trigger. */
const MANUAL_TRIGGER = "manual";

export interface ManualStart {
  shopId: string;
  automationId: string;
  /** Chosen customers, or everyone in a segment. */
  audience: { customerIds: readonly string[] } | { segmentId: string };
  /** Audit actor. */
  actor: string;
  /** Idempotency key of the click. */
  requestId: string;
}

export type ManualStartResult =
  /** `started`: the chosen customers that were found, also when the request was repeated; 0 for a segment. */
  { ok: true; started: number } | { ok: false; reason: "not_found" | "not_startable" | "off"; message: string };

/**
 * Starts an automation for chosen customers, or for all members of a segment by fan-out. Intake decides with all checks
 * whether each customer may enter.
 */
export async function startManually(
  context: AppContext,
  { shopId, automationId, audience, actor, requestId }: ManualStart,
): Promise<ManualStartResult> {
  const now = context.clock.now();
  const started = await transaction(context.db.pool, async (sql): Promise<ManualStartResult> => {
    const automation = await findAutomation(sql, shopId, automationId);
    if (!automation) return { ok: false, reason: "not_found", message: "there is no such automation" };
    if (automation.trigger !== MANUAL_TRIGGER)
      return { ok: false, reason: "not_startable", message: `“${automation.name}” starts by itself, not by hand` };
    if (automation.status !== "active")
      return { ok: false, reason: "off", message: `“${automation.name}” is not on; turn it on first` };
    const facts = { manual: { by: actor } };
    const head = `manual:${automation.id}`;
    let inserted: number;
    let chosen = 0;
    if ("customerIds" in audience) {
      const customerIds = await presentCustomers(sql, shopId, audience.customerIds);
      chosen = customerIds.length;
      if (chosen === 0) return { ok: false, reason: "not_found", message: "there is no such customer" };
      inserted = await emitOwnEvents(
        context,
        sql,
        customerIds.map((customerId) => ({
          shopId,
          topic: "shopbell/manual",
          eventId: `${head}:${customerId}:${requestId}`,
          triggeredAt: now,
          payload: { subject: `manual:${requestId}:${customerId}`, customerId, automationId: automation.id, facts },
        })),
      );
    } else {
      if (!(await findSegments(sql, shopId, [audience.segmentId])).has(audience.segmentId))
        return { ok: false, reason: "not_found", message: "there is no such segment" };
      const event = { shopId, topic: "shopbell/manual" as const, automationId: automation.id, facts };
      inserted = await startFanOut(context, sql, event, {
        audience: { who: "in_segment", segmentId: audience.segmentId },
        head,
        tail: requestId,
        subject: `manual:${requestId}`,
        dueAt: now,
      });
    }
    // A repeated request inserts no event and needs no second audit event.
    if (inserted > 0)
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action: "automation.started",
          target: `automation:${automation.id}`,
          before: null,
          after: { ...auditedAudience(audience), requestId },
          createdAt: now,
        },
      ]);
    return { ok: true, started: chosen };
  });
  if (started.ok) await remind(context, [inboxReminder(now)]);
  return started;
}

/** One customer is named, so that the history can say who it was; of several, their number. */
function auditedAudience(audience: ManualStart["audience"]): Record<string, unknown> {
  if ("segmentId" in audience) return audience;
  const [customerId, ...others] = audience.customerIds;
  return others.length === 0 ? { customerId } : { customers: audience.customerIds.length };
}

/** The automations that staff can start: those with the trigger "Manual" that are on, by name. */
export async function readStartable(context: AppContext, shopId: string): Promise<{ id: string; name: string }[]> {
  const automations = await context.prisma.automation.findMany({
    where: { shopId, status: "active", internal: false, campaign: false, trigger: MANUAL_TRIGGER },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  return automations;
}
