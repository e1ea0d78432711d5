import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { retryBlocker, type FailedStepFacts } from "#core/engine/retry-objection.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  lockFailedStep,
  requeueFailedEvent,
  rescheduleFailedStep,
} from "#shell/repositories/sending/failures.server.ts";
import { text } from "#text/en.ts";
import { remind } from "../engine/parts/remind.server.ts";

export type RetryResult<What = "event" | "step"> =
  { ok: true; what: What } | { ok: false; reason: "not_found" | "not_again"; message: string };

/**
 * Retries a failed store event or step on a person's request. A retried step passes every guard again. A text that may
 * have been sent is never retried.
 * @param shopId restricts the search to one shop; null searches all shops
 * @returns what was retried, or why not: `not_found`, or `not_again` when a retry is not allowed
 */
export async function retryFailed(
  context: AppContext,
  id: string,
  actor: string,
  shopId: string | null = null,
): Promise<RetryResult> {
  if (!isOwnId(id)) return notFound(id);
  const { outcome, reminder } = await transaction(context.db.pool, (sql) =>
    retryInTransaction(context, sql, { id, shopId, actor }),
  );
  if (reminder) await remind(context, [reminder]);
  return outcome;
}

/**
 * Retries several failures, each in its own transaction.
 * @returns the numbers of retried and refused ones; the last refusal when none was retried
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

/** Retries a failed store event or step for an operator, or a failed job of the queue by its job id. */
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

interface RetryRequest {
  id: string;
  shopId: string | null;
  actor: string;
}

async function retryInTransaction(
  context: AppContext,
  sql: Sql,
  { id, shopId: onlyShopId, actor }: RetryRequest,
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

  const shopId = await requeueFailedEvent(sql, id, onlyShopId);
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
  const step = await lockFailedStep(sql, id, onlyShopId);
  if (!step) return { outcome: notFound(id) };
  const blocker = retryBlockerOf(step);
  if (blocker) return { outcome: { ok: false, reason: "not_again", message: blocker } };
  await rescheduleFailedStep(sql, step, now);
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

/** The reason, as text, why a failed step cannot be retried; null when it can. */
export function retryBlockerOf(step: FailedStepFacts): string | null {
  const blocker = retryBlocker(step);
  return blocker && text.entry.notAgain[blocker];
}
