import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bufferedTransaction } from "#shell/db/buffered-writes.server.ts";
import { saveEchoes } from "#shell/repositories/intake/echoes.server.ts";
import { attemptsOnRecord, openAttempts } from "#shell/repositories/sending/messages.server.ts";
import { limitConcurrency, type ConcurrencyLimit } from "#shell/concurrency-limit.server.ts";
import { claimDue, writeStepEnds, type Claim, type DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import { batchOrEach, resultOf } from "#shell/batch-or-each.server.ts";
import { callProvider } from "../sending/parts/call-provider.server.ts";
import { refreshCustomers } from "./parts/refresh-customers.server.ts";
import { persistDecisions } from "./parts/persist-decisions.server.ts";
import { recheckStatus } from "./parts/revalidate-under-lock.server.ts";
import { decideLoadedStep, loadSteps, type DecidedStep, type LoadedStep } from "./parts/decide-steps.server.ts";
import type { PerformedStep } from "./effects/persist-action-result.server.ts";
import { isOutside, performerOf } from "./effects/index.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor } from "./parts/remind.server.ts";
import { retryOrFailStep } from "./parts/retry-or-fail-step.server.ts";
import { settleOutcomes, type CallResult } from "../sending/parts/settle-outcomes.server.ts";
import type { ReadyMessage } from "./parts/write-messages.server.ts";

const LEASE_SECONDS = 120;
const MOST_AT_ONCE = 200;
const BATCHES_AT_ONCE = 2;

/**
 * What one process has under way. Bounded twice: in texts committed to, so that settling keeps up with sending and none
 * outwaits its lease, and in calls at once.
 */
class Lane {
  readonly #underWay = new Set<Promise<void>>();
  readonly #settle: Batcher<CallResult, PromiseSettledResult<void>>;
  readonly #commit: Batcher<PerformedStep, PromiseSettledResult<void>>;
  readonly #calls: ConcurrencyLimit;
  /**
   * One claim at a time: two at once would share among them what is due together, each as it came, and decide it side
   * by side.
   */
  readonly #claims: ConcurrencyLimit = limitConcurrency(1);
  readonly #context: AppContext;
  #running: Promise<number> | null = null;
  #again = false;

  constructor(context: AppContext) {
    this.#context = context;
    this.#settle = createBatcher(
      (results: readonly CallResult[]) => batchOrEach(results, (some) => settleBatch(context, some)),
      { most: MOST_AT_ONCE, atOnce: BATCHES_AT_ONCE },
    );
    this.#commit = createBatcher(
      (steps: readonly PerformedStep[]) => batchOrEach(steps, (some) => commitPerformed(context, some)),
      { most: MOST_AT_ONCE, atOnce: BATCHES_AT_ONCE },
    );
    this.#calls = limitConcurrency(context.env.WORKER_CONCURRENCY);
  }

  /** Claims and starts all that is due. Called while it runs, it looks once more before it ends. */
  async run(): Promise<number> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#drain();
    try {
      return await this.#running;
    } finally {
      this.#running = null;
    }
  }

  async #drain(): Promise<number> {
    let total = 0;
    do {
      this.#again = false;
      const first = await this.#claimBatch();
      total += first;
      if (first === 0) continue;
      // A full batch shows a backlog: then one batch is decided while another waits for the database.
      const claimers = first < MOST_AT_ONCE ? 1 : BATCHES_AT_ONCE;
      const claimed = await Promise.all(Array.from({ length: claimers }, () => this.#claimUntilNone()));
      total += claimed.reduce((sum, each) => sum + each, 0);
    } while (this.#again);
    return total;
  }

  async #claimUntilNone(): Promise<number> {
    for (let total = 0; ;) {
      const claimed = await this.#claimBatch();
      if (claimed === 0) return total;
      total += claimed;
    }
  }

  /** Claims one batch and starts its steps. @returns the number of claimed steps */
  async #claimBatch(): Promise<number> {
    const { clock, db } = this.#context;
    // Waits until the steps under way leave room for a full batch: a claim per finished text would be a statement each.
    while (this.#underWay.size > MOST_AT_ONCE) await Promise.race(this.#underWay);
    const now = clock.now();
    const claims = await this.#claims(() =>
      claimDue(db.pool, { now, until: now.add({ seconds: LEASE_SECONDS }), limit: MOST_AT_ONCE }),
    );
    if (claims.length === 0) return 0;
    const { ready, outside } = await prepare(this.#context, claims);
    for (const message of ready) this.#send(message);
    for (const step of outside) this.#act(step);
    return claims.length;
  }

  #send(message: ReadyMessage): void {
    const call = this.#calls(() => callProvider(this.#context, message))
      .then(async (result) => (result ? resultOf(await this.#settle.add(result)) : undefined))
      // The row stands as sending: its lease runs out, and it is found to be unknown. Nothing is sent again.
      .catch((error: unknown) =>
        this.#context.log.error(
          { err: error, attemptId: message.attemptId },
          "an outcome could not be recorded; it will be found out",
        ),
      )
      .finally(() => this.#underWay.delete(call));
    this.#underWay.add(call);
  }

  /**
   * Does what a step asks of another system, then ends the step. Should the worker die in between, its lease runs out
   * and it is done again.
   */
  #act(step: DecidedStep): void {
    const call = this.#calls(() => performOutside(this.#context, step))
      .then(async (performed) => resultOf(await this.#commit.add(performed)))
      .catch((error: unknown) => retryOrFailStep(this.#context, step.row, error, "for now"))
      .finally(() => this.#underWay.delete(call));
    this.#underWay.add(call);
  }

  async idle(): Promise<void> {
    while (this.#running || this.#underWay.size > 0) {
      await this.#running;
      await Promise.all(this.#underWay);
    }
  }
}

const lanes = new WeakMap<AppContext, Lane>();
function laneOf(context: AppContext): Lane {
  const known = lanes.get(context);
  if (known) return known;
  const lane = new Lane(context);
  lanes.set(context, lane);
  return lane;
}

/**
 * Works off the steps that are due. Resolves when none is left to be claimed; calls may still be under way.
 * @returns how many were claimed
 */
export const runSteps = (context: AppContext): Promise<number> => laneOf(context).run();

/** Resolves when no call is under way in this process and every outcome is recorded. */
export const stepsIdle = (context: AppContext): Promise<void> => laneOf(context).idle();

/**
 * What a batch of claims leaves to be called: messages that are committed to, and steps that another system must do.
 */
interface Prepared {
  ready: ReadyMessage[];
  outside: DecidedStep[];
}

/** Decides claimed steps and commits to what is to be sent; where the batch fails as a whole, each step by itself. */
async function prepare(context: AppContext, claims: readonly Claim[]): Promise<Prepared> {
  try {
    const read = await loadClaimed(context, claims);
    const { loaded, missing } = (await refreshCustomers(context, read.loaded))
      ? await loadClaimed(context, claims)
      : read;
    for (const row of missing)
      await retryOrFailStep(context, row, new Error(`the version has no step "${row.stepId}"`), "for good");
    const { open, interrupted, over } = sort(loaded);
    await findUnknown(context, interrupted);
    await writeStepEnds(
      context.db.pool,
      over.map((row) => ({ id: row.id, kind: "held", error: row.messageStatus })),
    );
    const decided = open.map(decideLoadedStep);
    const outside = decided.filter(({ decision }) => decision.kind === "act" && isOutside(decision.act));
    return {
      ready: await commit(
        context,
        decided.filter((step) => !outside.includes(step)),
      ),
      outside,
    };
  } catch (error) {
    const [only] = claims;
    if (claims.length === 1 && only) {
      const { loaded, missing } = await loadClaimed(context, [only]).catch(() => ({ loaded: [], missing: [] }));
      const row = loaded[0]?.row ?? missing[0];
      if (row) await retryOrFailStep(context, row, error, "for now");
      return { ready: [], outside: [] };
    }
    context.log.warn({ err: error, steps: claims.length }, "a batch of steps failed; taking them one by one");
    const each: Prepared[] = [];
    for (const claim of claims) each.push(await prepare(context, [claim]));
    return { ready: each.flatMap(({ ready }) => ready), outside: each.flatMap(({ outside }) => outside) };
  }
}

/** Steps as they stand, without those that another has claimed meanwhile. */
async function loadClaimed(context: AppContext, claims: readonly Claim[]): ReturnType<typeof loadSteps> {
  const { loaded, missing } = await loadSteps(context, claims);
  const fences = new Map(claims.map(({ id, fence }) => [id, fence]));
  const isOurs = (row: DueStepRow): boolean => fences.get(row.id) === row.fence;
  return { loaded: loaded.filter(({ row }) => isOurs(row)), missing: missing.filter(isOurs) };
}

async function commit(context: AppContext, steps: readonly PerformedStep[]): Promise<ReadyMessage[]> {
  const { ready, due, raised } = await commitSurely(context, steps);
  const now = context.clock.now();
  await remind(context, [...remindersFor(due, now), ...(raised ? [inboxReminder(now)] : [])]);
  return ready;
}

type Committed = Awaited<ReturnType<typeof persistDecisions>>;

/**
 * A commit whose answer was lost on the way may have been done: then its messages are there, and are ours to call
 * for.
 */
async function commitSurely(context: AppContext, steps: readonly PerformedStep[]): Promise<Committed> {
  const { pool } = context.db;
  const written: Committed[] = [];
  try {
    return await bufferedTransaction(pool, async (sql) => {
      const committed = await persistDecisions(context, sql, steps);
      written.splice(0, written.length, committed);
      return committed;
    });
  } catch (error) {
    const [last] = written;
    if (!last || last.ready.length === 0) throw error;
    const ids = last.ready.map(({ attemptId }) => attemptId);
    const onRecord = await attemptsOnRecord(pool, ids);
    if (!ids.every((id) => onRecord.has(id))) throw error;
    context.log.warn({ err: error, messages: ids.length }, "the answer to a commit was lost; it had been done");
    return last;
  }
}

async function commitPerformed(context: AppContext, steps: readonly PerformedStep[]): Promise<void[]> {
  await commit(context, steps);
  return steps.map(() => undefined);
}

async function performOutside(context: AppContext, decided: DecidedStep): Promise<PerformedStep> {
  // Its turn may come long after it was decided: what was paused or removed meanwhile is not done.
  const [step = decided] = await recheckStatus(context.db.pool, [decided], context.clock.now());
  if (step.decision.kind !== "act") return step;
  const { row, definition } = step;
  const { act } = step.decision;
  const origin = { row, automationName: definition.name };
  const performer = performerOf(act);
  const createdAt = context.clock.now();
  // Before the call: the store may tell of what we did before we have its answer.
  await saveEchoes(
    context.db.pool,
    (performer.echoes?.(act, origin) ?? []).map((key) => ({
      shopId: row.shopId,
      key,
      sequenceId: row.sequenceId,
      hop: row.hop,
      createdAt,
    })),
  );
  const result = await performer.outside?.(context, act, origin);
  return { ...step, ...(result && { result }) };
}

/**
 * A step has one text ever. One whose call never came back is not called for again; one whose call is known to have
 * failed may be.
 */
function sort(loaded: readonly LoadedStep[]): { open: LoadedStep[]; interrupted: DueStepRow[]; over: DueStepRow[] } {
  const by = (statuses: readonly (string | null)[]) => loaded.filter(({ row }) => statuses.includes(row.messageStatus));
  const open = by([null, "pending"]);
  const interrupted = by(["sending"]).map(({ row }) => row);
  const over = loaded.filter((item) => !open.includes(item) && !interrupted.includes(item.row)).map(({ row }) => row);
  return { open, interrupted, over };
}

/** A lease that ran out while sending: nobody can tell whether the text went out. */
async function findUnknown(context: AppContext, rows: readonly DueStepRow[]): Promise<void> {
  if (rows.length === 0) return;
  const attempts = await openAttempts(
    context.db.pool,
    rows.flatMap(({ messageId }) => messageId ?? []),
  );
  const outcome = { kind: "unknown", detail: "the worker stopped during the call" } as const;
  await settleBatch(
    context,
    attempts.map(({ attemptId }) => ({ attemptId, outcome })),
  );
}

async function settleBatch(context: AppContext, results: readonly CallResult[]): Promise<void[]> {
  const due = await bufferedTransaction(context.db.pool, (sql) => settleOutcomes(context, sql, results));
  await remind(context, remindersFor(due, context.clock.now()));
  return results.map(() => undefined);
}
