import { priorityOf } from "#core/engine/advance.ts";
import type { MatchResult, IncomingEvent } from "#core/engine/match-context.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { insertLogs, type NewLogRow } from "#shell/repositories/activity/logs.server.ts";
import { insertScheduled, type NewScheduled } from "#shell/repositories/engine/scheduled.server.ts";
import {
  endSequences,
  extendSequences,
  insertSequences,
  wakeSteps,
  type NewSequence,
} from "#shell/repositories/engine/sequences.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { jobIdOf, type Due } from "#services/engine/parts/remind.server.ts";

/** An event with its shop, its customer and the result of matching it. */
export interface MatchedEvent {
  event: IncomingEvent;
  shop: ShopRow;
  customer: { id: string; erasedAt: string | null } | null;
  matchResult: MatchResult;
}

/**
 * Persists the match results of a batch: sequences with their first step, logs of entries, refusals and exits, newer
 * facts of extended sequences, and cancellations.
 * @returns the steps to remind the queue of
 */
export async function persistMatches(
  context: AppContext,
  sql: Sql,
  matched: readonly MatchedEvent[],
  now: Instant,
): Promise<Due[]> {
  const entries = matched.flatMap((match) => entriesOf(context, match, now));
  await insertSequences(
    sql,
    entries.map(({ sequence }) => sequence),
  );
  await insertScheduled(
    sql,
    entries.map(({ scheduled }) => scheduled),
  );
  await insertLogs(sql, [
    ...entries.map(({ log }) => log),
    ...matched.flatMap((match) => [...refusalsOf(context, match, now), ...exitsOf(context, match, now)]),
  ]);
  const extended = lastOfEach(matched.flatMap(({ matchResult }) => matchResult.extended));
  await extendSequences(sql, extended);
  await endSequences(
    sql,
    matched.flatMap(({ matchResult }) =>
      matchResult.cancelled.map(({ member, because }) => ({
        id: member.sequenceId,
        status: "cancelled" as const,
        endReason: because,
        completedAt: now,
      })),
    ),
  );
  const woken = await wakeSteps(
    sql,
    matched.flatMap(({ matchResult }) => matchResult.woken),
    now,
  );
  const extendedDue = extended.map(({ sequenceId, dueAt }) => ({ id: sequenceId, dueAt, priority: 5 }));
  return [
    ...entries.map(({ scheduled }) => ({ id: scheduled.id, dueAt: scheduled.dueAt, priority: scheduled.priority })),
    ...extendedDue,
    ...woken,
  ];
}

interface Entry {
  sequence: NewSequence;
  scheduled: NewScheduled;
  log: NewLogRow;
}

function entriesOf(context: AppContext, { event, shop, customer, matchResult }: MatchedEvent, now: Instant): Entry[] {
  if (!customer) return [];
  return matchResult.entered.map(({ automation, sequenceId, decision }) => ({
    sequence: {
      id: sequenceId,
      shopId: shop.id,
      automationId: automation.id,
      versionId: automation.versionId,
      customerId: customer.id,
      storeEventId: event.id,
      dedupeKey: decision.dedupeKey,
      subject: event.normalizedEvent.subject,
      status: "active",
      facts: event.normalizedEvent.facts,
      factsAt: event.triggeredAt,
      epoch: shop.epoch,
      hop: event.hop,
      causedBy: event.causedBy,
      startedAt: now,
      endReason: null,
      completedAt: null,
    },
    scheduled: {
      id: context.newId(now),
      shopId: shop.id,
      sequenceId,
      stepId: decision.first.stepId,
      priority: priorityOf(automation.definition),
      dueAt: decision.first.dueAt,
      jobId: jobIdOf(decision.first.dueAt),
      held: false,
      createdAt: now,
    },
    log: {
      ...entryLog(context, { event, shop, customer, automationId: automation.id, now }),
      sequenceId,
      status: "done",
      reason: null,
      explanation: decision.checks,
    },
  }));
}

const refusalsOf = (
  context: AppContext,
  { event, shop, customer, matchResult }: MatchedEvent,
  now: Instant,
): NewLogRow[] =>
  matchResult.refused.map(({ automation, decision }) => ({
    ...entryLog(context, { event, shop, customer, automationId: automation.id, now }),
    sequenceId: null,
    status: "skipped",
    reason: decision.reason,
    explanation: decision.checks,
  }));

const exitsOf = (
  context: AppContext,
  { event, shop, customer, matchResult }: MatchedEvent,
  now: Instant,
): NewLogRow[] =>
  matchResult.cancelled.map(({ member, because }) => ({
    ...entryLog(context, { event, shop, customer, automationId: member.automationId, now }),
    sequenceId: member.sequenceId,
    customerId: member.customerId,
    action: "exit",
    status: "skipped",
    reason: "exited",
    explanation: [
      {
        guard: "exits",
        answer: "exit",
        reason: "exited",
        saw: { on: because, at: event.triggeredAt.toString(), about: event.normalizedEvent.subject },
      },
    ],
  }));

function entryLog(
  context: AppContext,
  {
    event,
    shop,
    customer,
    automationId,
    now,
  }: { event: IncomingEvent; shop: ShopRow; customer: { id: string } | null; automationId: string; now: Instant },
) {
  return {
    id: context.newId(now),
    shopId: shop.id,
    automationId,
    scheduledAutomationId: null,
    storeEventId: event.id,
    customerId: customer?.id ?? null,
    stepId: null,
    action: "enter",
    messageId: null,
    credits: 0,
    createdAt: now,
  };
}

/** The last row of each sequence. */
function lastOfEach<T extends { sequenceId: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.sequenceId, row])).values()];
}
