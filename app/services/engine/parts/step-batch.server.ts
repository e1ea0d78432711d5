import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isDatabaseAway, retryWhileAway } from "#shell/db/away.server.ts";
import { bufferedTransaction } from "#shell/db/sql.server.ts";
import { putOffClaims, type Claim } from "#shell/repositories/engine/step-claims.server.ts";
import { writeStepEnds } from "#shell/repositories/engine/scheduled.server.ts";
import { type DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { saveEchoes } from "#shell/repositories/intake/echoes.server.ts";
import { attemptsOnRecord, findOpenAttempts } from "#shell/repositories/sending/messages.server.ts";
import { inboxReminder } from "../../intake/parts/emit-events.server.ts";
import { settleOutcomes, type CallResult } from "../../sending/parts/settle-outcomes.server.ts";
import { callsOtherSystem, performerOf } from "../effects/index.server.ts";
import type { PerformedStep } from "../effects/persist-action-result.server.ts";
import { decideLoadedStep, loadSteps, type DecidedStep, type LoadedStep } from "./decide-steps.server.ts";
import { persistDecisions } from "./persist-decisions.server.ts";
import type { OutboundLanes } from "./outbound-lanes.server.ts";
import { refreshCustomers } from "./refresh-customers.server.ts";
import { lookUpLines } from "../../senders/parts/look-up-lines.server.ts";
import { remind, remindersFor } from "./remind.server.ts";
import { retryOrFailStep } from "./retry-or-fail-step.server.ts";
import { recheckStatus } from "./revalidate-under-lock.server.ts";
import type { ReadyMessage } from "./write-messages.server.ts";

/** How long a decision waits for an absent database: as long as its claim holds. */
const DECISION_PATIENCE = { patienceMs: 2 * 60_000 };

/** The calls that a batch of claimed steps needs: committed messages, and effects in other systems. */
export interface PreparedSteps {
  ready: ReadyMessage[];
  /** Each holds a place in its lane. */
  outside: DecidedStep[];
}

/**
 * Decides claimed steps and commits the messages to send. If the batch fails as a whole, each step runs alone.
 * @param start begins the calls of what is committed, at once: a later failure must not lose them
 * @throws when the database stays away; other workers claim the steps after their lease
 */
export async function prepareSteps(
  context: AppContext,
  claims: readonly Claim[],
  lanes: OutboundLanes,
  start: (prepared: PreparedSteps) => void,
): Promise<void> {
  try {
    const { loaded, missing, unreadable } = await retryWhileAway(
      context.log,
      () => loadFreshly(context, claims),
      DECISION_PATIENCE,
    );
    for (const row of missing)
      await retryOrFailStep(context, row, new Error(`the version has no step "${row.stepId}"`), "for good");
    await leaveToOthers(context, unreadable);
    const { open, interrupted, settled } = byMessageStatus(loaded);
    await settleInterrupted(context, interrupted);
    await writeStepEnds(
      context.db.pool,
      settled.map((row) => ({ id: row.id, kind: "held", error: row.messageStatus })),
    );
    const decided = await admitToLanes(context, open.map(decideLoadedStep), lanes);
    const outside = decided.filter(({ decision }) => decision.kind === "act" && callsOtherSystem(decision.act));
    const inside = decided.filter((step) => !outside.includes(step));
    const ready = await commitSteps(context, inside);
    const called = new Set(ready.map(({ stepRowId }) => stepRowId));
    for (const { row } of inside) if (!called.has(row.id)) lanes.leave(row.id);
    start({ ready, outside });
  } catch (error) {
    for (const { id } of claims) lanes.leave(id);
    // Nothing is wrong with the steps, so it does not count as their failure.
    if (isDatabaseAway(error)) throw error;
    const [only] = claims;
    if (claims.length === 1 && only) {
      const { loaded, missing } = await loadClaimed(context, [only]).catch(() => ({ loaded: [], missing: [] }));
      const row = loaded[0]?.row ?? missing[0];
      if (row) await retryOrFailStep(context, row, error, "for now");
      return;
    }
    context.log.warn({ err: error, steps: claims.length }, "a batch of steps failed; taking them one by one");
    for (const claim of claims)
      await prepareSteps(context, [claim], lanes, start).catch((failure: unknown) => {
        if (isDatabaseAway(failure)) throw failure;
        context.log.error(
          { err: failure, scheduledAutomationId: claim.id },
          "the failure of a step could not be recorded; it runs again after its lease",
        );
      });
  }
}

/** Takes a place for each step that calls another system than the phone company; puts off those that find none. */
async function admitToLanes(
  context: AppContext,
  decided: readonly DecidedStep[],
  lanes: OutboundLanes,
): Promise<DecidedStep[]> {
  const now = context.clock.now();
  const asked = decided.map((step) => ({ step, until: lanes.admit(step, now) }));
  const putOff = asked.flatMap(({ step: { row }, until }) =>
    until ? [{ id: row.id, fence: row.fence, until, dueAt: until, priority: row.priority }] : [],
  );
  if (putOff.length > 0) {
    await putOffClaims(context.db.pool, putOff);
    await remind(context, remindersFor(putOff, now));
  }
  return asked.filter(({ until }) => !until).map(({ step }) => step);
}

/** How long a step whose version cannot be read waits for another worker before this one looks again. */
const UNREADABLE_PAUSE = Temporal.Duration.from({ minutes: 1 });

/** Gives back steps whose version this release cannot read, for as long as it takes: their time counts as no attempt. */
async function leaveToOthers(context: AppContext, rows: readonly DueStepRow[]): Promise<void> {
  if (rows.length === 0) return;
  const until = context.clock.now().add(UNREADABLE_PAUSE);
  const putOff = rows.map(({ id, fence, priority }) => ({ id, fence, until, dueAt: until, priority }));
  await putOffClaims(context.db.pool, putOff);
  await remind(context, remindersFor(putOff, context.clock.now()));
}

/** How long the steps of a shop whose Admin API is slow are put off, and how late they may become by that. */
const SLOW_SHOP_PAUSE = Temporal.Duration.from({ seconds: 5 });
const MAX_LATE_SECONDS = 120;

/**
 * Loads claimed steps; first fetches customers with unknown consent from the Admin API, and looks up
 * lines for shops that want that. Steps of a shop whose Admin API is slow are put off meanwhile: they hold up no other
 * shop.
 */
async function loadFreshly(context: AppContext, claims: readonly Claim[]): ReturnType<typeof loadSteps> {
  const read = await loadClaimed(context, claims);
  const unknown = read.loaded.filter(isConsentUnknown);
  const hasLines = await lookUpLines(context, read.loaded);
  if (unknown.length === 0) return hasLines ? loadClaimed(context, claims) : read;
  const now = context.clock.now();
  const { saved, slow } = await refreshCustomers(context, unknown);
  const late = unknown
    .map(({ row }) => row)
    .filter(({ shopId, dueAt }) => slow.has(shopId) && now.since(dueAt).total("seconds") < MAX_LATE_SECONDS);
  const until = now.add(SLOW_SHOP_PAUSE);
  const putOff = late.map(({ id, fence, priority }) => ({ id, fence, until, dueAt: until, priority }));
  if (putOff.length > 0) {
    await putOffClaims(context.db.pool, putOff);
    await remind(context, remindersFor(putOff, now));
  }
  const isLate = ({ id }: { id: string }) => putOff.some((row) => row.id === id);
  const { loaded, missing, unreadable } =
    saved || hasLines
      ? await loadClaimed(
          context,
          claims.filter((claim) => !isLate(claim)),
        )
      : read;
  return { loaded: loaded.filter(({ row }) => !isLate(row)), missing, unreadable };
}

/**
 * Whether a marketing step is due for a Shopify customer whose consent no event and no Admin API response contained.
 */
const isConsentUnknown = ({ row, definition }: LoadedStep): boolean =>
  definition.kind === "marketing" && row.shopifyId !== null && !row.consentTold;

/** Loads the steps of claims, without those that another worker has claimed since. */
async function loadClaimed(context: AppContext, claims: readonly Claim[]): ReturnType<typeof loadSteps> {
  const { loaded, missing, unreadable } = await loadSteps(context, claims);
  const fences = new Map(claims.map(({ id, fence }) => [id, fence]));
  const isOurs = (row: DueStepRow): boolean => fences.get(row.id) === row.fence;
  return {
    loaded: loaded.filter(({ row }) => isOurs(row)),
    missing: missing.filter(isOurs),
    unreadable: unreadable.filter(isOurs),
  };
}

/**
 * A step has one message ever. `open`: no message, or one whose call is known to have failed, so that it may be sent.
 * `interrupted`: the call has no recorded outcome. `settled`: the outcome is recorded.
 */
function byMessageStatus(loaded: readonly LoadedStep[]): {
  open: LoadedStep[];
  interrupted: DueStepRow[];
  settled: DueStepRow[];
} {
  const by = (statuses: readonly (string | null)[]) => loaded.filter(({ row }) => statuses.includes(row.messageStatus));
  const open = by([null, "pending"]);
  const interrupted = by(["sending"]).map(({ row }) => row);
  const settled = loaded
    .filter((item) => !open.includes(item) && !interrupted.includes(item.row))
    .map(({ row }) => row);
  return { open, interrupted, settled };
}

/** Records interrupted calls as unknown: the lease expired while sending, and the text may have been sent. */
async function settleInterrupted(context: AppContext, rows: readonly DueStepRow[]): Promise<void> {
  if (rows.length === 0) return;
  const attempts = await findOpenAttempts(
    context.db.pool,
    rows.flatMap(({ messageId }) => messageId ?? []),
  );
  const outcome = { kind: "unknown", detail: "the worker stopped during the call" } as const;
  await settleCalls(
    context,
    attempts.map(({ attemptId }) => ({ attemptId, outcome })),
  );
}

/** Commits decided steps and reminds the queue of the steps that become due. @returns the messages to send */
export async function commitSteps(context: AppContext, steps: readonly PerformedStep[]): Promise<ReadyMessage[]> {
  const { ready, due, emitted } = await commitOnce(context, steps);
  const now = context.clock.now();
  await remind(context, [...remindersFor(due, now), ...(emitted ? [inboxReminder(now)] : [])]);
  return ready;
}

type Committed = Awaited<ReturnType<typeof persistDecisions>>;

/**
 * Commits decided steps. If the connection breaks at the commit, checks whether the attempts are on record: if so, the
 * commit succeeded, and this worker sends the messages. If not, commits again once the database is back.
 */
async function commitOnce(context: AppContext, steps: readonly PerformedStep[]): Promise<Committed> {
  const { pool } = context.db;
  let last: Committed | undefined;
  const wasCommitted = async (): Promise<boolean> => {
    const ids = last?.ready.map(({ attemptId }) => attemptId) ?? [];
    if (ids.length === 0) return false;
    const onRecord = await attemptsOnRecord(pool, ids);
    return ids.every((id) => onRecord.has(id));
  };
  return retryWhileAway(
    context.log,
    async () => {
      if (last && (await wasCommitted())) {
        context.log.warn({ messages: last.ready.length }, "the answer to a commit was lost; it had been done");
        return last;
      }
      return bufferedTransaction(pool, async (sql) => (last = await persistDecisions(context, sql, steps)));
    },
    DECISION_PATIENCE,
  );
}

/** Performs a step's effect in another system. */
export async function performOutside(context: AppContext, decided: DecidedStep): Promise<PerformedStep> {
  // The step may have waited long for its turn: the effect of a paused or cancelled step is not performed.
  const { log, db } = context;
  const whileAway = <T>(work: () => Promise<T>) => retryWhileAway(log, work, DECISION_PATIENCE);
  const [step = decided] = await whileAway(() => recheckStatus(db.pool, [decided], context.clock.now()));
  if (step.decision.kind !== "act") return step;
  const { row, definition } = step;
  const { act } = step.decision;
  const origin = { row, automationName: definition.name };
  const performer = performerOf(act);
  const createdAt = context.clock.now();
  const echoes = (performer.echoes?.(act, origin) ?? []).map((key) => ({
    shopId: row.shopId,
    key,
    sequenceId: row.sequenceId,
    hop: row.hop,
    createdAt,
  }));
  // Before the call: the store's webhook about the effect may arrive before the call returns.
  await whileAway(() => saveEchoes(db.pool, echoes));
  const result = await performer.outside?.(context, act, origin);
  return { ...step, ...(result && { result }) };
}

/** Settles call outcomes and reminds the queue of the steps that become due. */
export async function settleCalls(context: AppContext, results: readonly CallResult[]): Promise<void[]> {
  const due = await bufferedTransaction(context.db.pool, (sql) => settleOutcomes(context, sql, results));
  await remind(context, remindersFor(due, context.clock.now()));
  return results.map(() => undefined);
}
