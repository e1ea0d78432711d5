import { priorities, type Reminder } from "#core/jobs.ts";
import { objectionToRetry } from "#core/sequence/second-try.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/audit.server.ts";
import { findFailedStep, lockFailedStep, reviveEvent, reviveStep } from "#shell/repositories/failures.server.ts";
import { text } from "#text/en.ts";
import { remind } from "./remind.server.ts";
import type { StepTarget } from "./steer-step.server.ts";

export type Retried = { ok: true; what: "event" | "step" } | { ok: false; reason: "not_found" | "not_again"; message: string };

/**
 * Tries again, by a person's word, what has failed for good: a store event or a step. A step goes through every check anew. A
 * text that may have gone out is not tried again by anybody.
 */
export async function retryFailed(context: AppContext, id: string, actor: string): Promise<Retried> {
  const { outcome, reminder } = await transaction(context.db.pool, (sql) => revive(context, sql, id, actor));
  if (reminder) await remind(context, [reminder]);
  return outcome;
}

/** The same of a step, by somebody of the shop that it belongs to. */
export async function retryStep(context: AppContext, { shopId, id, actor }: StepTarget): Promise<Retried> {
  const step = await findFailedStep(context.db.pool, id);
  if (step?.shopId !== shopId) return { ok: false, reason: "not_found", message: text.scheduled.noSuchStep };
  return retryFailed(context, id, actor);
}

async function revive(context: AppContext, sql: Sql, id: string, actor: string): Promise<{ outcome: Retried; reminder?: Reminder }> {
  const now = context.clock.now();
  const audit = (shopId: string, target: string, error: string | null) =>
    recordAudit(sql, [{ id: context.newId(now), shopId, actor, action: "retry", target, before: { status: "failed", error }, after: { status: "retried" }, createdAt: now }]);

  const shopId = await reviveEvent(sql, id);
  if (shopId) {
    await audit(shopId, `event:${id}`, null);
    return { outcome: { ok: true, what: "event" }, reminder: { name: "events.ingest", id: `retry-${id}-${now.epochMilliseconds}`, payload: { id }, priority: priorities.high } };
  }
  const step = await lockFailedStep(sql, id);
  if (!step) return { outcome: { ok: false, reason: "not_found", message: `nothing that failed has the id ${id}` } };
  const objection = objectionToRetry(step);
  if (objection) return { outcome: { ok: false, reason: "not_again", message: text.entry.notAgain[objection] } };
  await reviveStep(sql, step, now);
  await audit(step.shopId, `step:${id}`, step.error);
  return { outcome: { ok: true, what: "step" }, reminder: { name: "steps.run", id: `retry-${id}-${now.epochMilliseconds}`, payload: { id }, priority: priorities.high } };
}
