import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { retryBlocker, type FailedStepFacts } from "#core/engine/retry-objection.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockFailedStep, reviveEvent, reviveStep } from "#shell/repositories/sending/failures.server.ts";
import { text } from "#text/en.ts";
import { remind } from "../engine/parts/remind.server.ts";

export type RetryResult<What = "event" | "step"> =
  { ok: true; what: What } | { ok: false; reason: "not_found" | "not_again"; message: string };

/**
 * Tries again, by a person's word, what has failed for good: a store event or a step. A step goes through every check
 * anew. A text that may have gone out is not tried again by anybody.
 * @param shopId looks among what failed in that shop alone
 */
export async function retryFailed(
  context: AppContext,
  id: string,
  actor: string,
  shopId: string | null = null,
): Promise<RetryResult> {
  if (!isOwnId(id)) return notFound(id);
  const { outcome, reminder } = await transaction(context.db.pool, (sql) =>
    revive(context, sql, { id, shopId, actor }),
  );
  if (reminder) await remind(context, [reminder]);
  return outcome;
}

/**
 * The same of many, each by itself: one that cannot be tried again keeps no other from it.
 * @returns how many were, and how many were left alone; a no where none was
 */
export async function retryMany(
  context: AppContext,
  ids: readonly string[],
  actor: string,
  shopId: string,
): Promise<{ ok: true; done: number; left: number } | Extract<RetryResult, { ok: false }>> {
  let done = 0;
  let refused: Extract<RetryResult, { ok: false }> | null = null;
  for (const id of ids) {
    const retried = await retryFailed(context, id, actor, shopId);
    if (retried.ok) done++;
    else refused = retried;
  }
  return refused && done === 0 ? refused : { ok: true, done, left: ids.length - done };
}

/**
 * The same for operators, who may also put a job of the queue itself back, by its own id: a reminder that nobody
 * could handle.
 */
export async function retryJob(
  context: AppContext,
  id: string,
  actor: string,
): Promise<RetryResult<"event" | "step" | "job">> {
  const retried = await retryFailed(context, id, actor);
  if (retried.ok || retried.reason !== "not_found") return retried;
  const found = await context.queue.retry(id).catch((error: unknown) => {
    context.log.warn({ err: error }, "the queue cannot be asked for the job");
    return false;
  });
  return found ? { ok: true, what: "job" } : retried;
}

const notFound = (id: string): RetryResult<never> => ({
  ok: false,
  reason: "not_found",
  message: `nothing that failed has the id ${id}`,
});

interface Revival {
  id: string;
  shopId: string | null;
  actor: string;
}

async function revive(
  context: AppContext,
  sql: Sql,
  { id, shopId: ofShop, actor }: Revival,
): Promise<{ outcome: RetryResult; reminder?: Reminder }> {
  const now = context.clock.now();
  const audit = (shopId: string, target: string, error: string | null) =>
    recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "retry",
        target,
        before: { status: "failed", error },
        after: { status: "retried" },
        createdAt: now,
      },
    ]);

  const shopId = await reviveEvent(sql, id, ofShop);
  if (shopId) {
    await audit(shopId, `event:${id}`, null);
    return {
      outcome: { ok: true, what: "event" },
      reminder: {
        name: "events.ingest",
        id: `retry-${id}-${now.epochMilliseconds}`,
        payload: { id },
        priority: priorities.high,
      },
    };
  }
  const step = await lockFailedStep(sql, id, ofShop);
  if (!step) return { outcome: notFound(id) };
  const objection = retryBlockerOf(step);
  if (objection) return { outcome: { ok: false, reason: "not_again", message: objection } };
  await reviveStep(sql, step, now);
  await audit(step.shopId, `step:${id}`, step.error);
  return {
    outcome: { ok: true, what: "step" },
    reminder: {
      name: "steps.run",
      id: `retry-${id}-${now.epochMilliseconds}`,
      payload: { id },
      priority: priorities.high,
    },
  };
}

/** Why a failed step cannot be tried again, in words; null where it can. */
export function retryBlockerOf(step: FailedStepFacts): string | null {
  const objection = retryBlocker(step);
  return objection && text.entry.notAgain[objection];
}
