import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { openAttempts } from "#shell/repositories/messages.server.ts";
import { createGate, type Gate } from "#shell/gate.server.ts";
import { claimDue, writeStepEnds, type Claim, type DueStep } from "#shell/repositories/scheduled.server.ts";
import { callbackUrl } from "./callback-url.server.ts";
import { catchUpCustomers } from "./catch-up-customers.server.ts";
import { commitDecisions, type ReadyText } from "./commit-decisions.server.ts";
import { decide, loadSteps, type LoadedStep } from "./decide-steps.server.ts";
import { remind, remindersFor } from "./remind.server.ts";
import { setAsideStep } from "./set-aside-step.server.ts";
import { settleOutcomes, type CallResult } from "./settle-outcomes.server.ts";

const LEASE_SECONDS = 120;
const MOST_AT_ONCE = 200;
const BATCHES_AT_ONCE = 2;

/**
 * What one process has under way. Bounded twice: in texts committed to, so that settling keeps up with sending and none
 * outwaits its lease, and in calls at once.
 */
class Lane {
  readonly #underWay = new Set<Promise<void>>();
  readonly #settle: Batcher<CallResult, void>;
  readonly #calls: Gate;
  readonly #context: AppContext;
  #running: Promise<number> | null = null;
  #again = false;

  constructor(context: AppContext) {
    this.#context = context;
    this.#settle = createBatcher((results: readonly CallResult[]) => settleBatch(context, results), { most: MOST_AT_ONCE, atOnce: BATCHES_AT_ONCE });
    this.#calls = createGate(context.env.WORKER_CONCURRENCY);
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
      // While one batch waits for the database, another is decided.
      const claimed = await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, () => this.#claimUntilNone()));
      total += claimed.reduce((sum, each) => sum + each, 0);
    } while (this.#again);
    return total;
  }

  async #claimUntilNone(): Promise<number> {
    const { clock, db } = this.#context;
    for (let total = 0; ; ) {
      // Many rows a statement, or few: a claim for each text that comes back would be a statement each.
      while (this.#underWay.size > MOST_AT_ONCE) await Promise.race(this.#underWay);
      const now = clock.now();
      const claims = await claimDue(db.pool, { now, until: now.add({ seconds: LEASE_SECONDS }), limit: MOST_AT_ONCE });
      if (claims.length === 0) return total;
      total += claims.length;
      for (const text of await prepare(this.#context, claims)) this.#send(text);
    }
  }

  #send(text: ReadyText): void {
    const call = this.#calls(() => callProvider(this.#context, text))
      .then((result) => this.#settle.add(result))
      // The row stands as sending: its lease runs out, and it is found to be unknown. Nothing is sent again.
      .catch((error: unknown) => this.#context.log.error({ err: error, attemptId: text.attemptId }, "an outcome could not be recorded; it will be found out"))
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

/** Works off the steps that are due. Resolves when none is left to be claimed; calls may still be under way. @returns how many were claimed */
export const runSteps = (context: AppContext): Promise<number> => laneOf(context).run();

/** Resolves when no call is under way in this process and every outcome is recorded. */
export const stepsIdle = (context: AppContext): Promise<void> => laneOf(context).idle();

/** Decides claimed steps and commits to what is to be sent; where the batch fails as a whole, each step by itself. */
async function prepare(context: AppContext, claims: readonly Claim[]): Promise<ReadyText[]> {
  try {
    const read = await loadSteps(context, claims);
    const { loaded, missing } = (await catchUpCustomers(context, read.loaded)) ? await loadSteps(context, claims) : read;
    for (const row of missing) await setAsideStep(context, row, new Error(`the version has no step "${row.stepId}"`), "for good");
    const { open, interrupted, over } = sort(loaded);
    await findUnknown(context, interrupted);
    await writeStepEnds(context.db.pool, over.map((row) => ({ id: row.id, kind: "held", error: row.messageStatus })));
    const decided = open.map(decide);
    const { ready, due } = await transaction(context.db.pool, (sql) => commitDecisions(context, sql, decided));
    await remind(context, remindersFor(due, context.clock.now()));
    return ready;
  } catch (error) {
    const [only] = claims;
    if (claims.length === 1 && only) {
      const { loaded, missing } = await loadSteps(context, [only]).catch(() => ({ loaded: [], missing: [] }));
      const row = loaded[0]?.row ?? missing[0];
      if (row) await setAsideStep(context, row, error, "for now");
      return [];
    }
    context.log.warn({ err: error, steps: claims.length }, "a batch of steps failed; taking them one by one");
    const ready: ReadyText[] = [];
    for (const claim of claims) ready.push(...(await prepare(context, [claim])));
    return ready;
  }
}

/** A step has one text ever. One whose call never came back is not called for again; one whose call is known to have failed may be. */
function sort(loaded: readonly LoadedStep[]): { open: LoadedStep[]; interrupted: DueStep[]; over: DueStep[] } {
  const by = (statuses: readonly (string | null)[]) => loaded.filter(({ row }) => statuses.includes(row.messageStatus));
  const open = by([null, "pending"]);
  const interrupted = by(["sending"]).map(({ row }) => row);
  const over = loaded.filter((item) => !open.includes(item) && !interrupted.includes(item.row)).map(({ row }) => row);
  return { open, interrupted, over };
}

/** A lease that ran out while sending: nobody can tell whether the text went out. */
async function findUnknown(context: AppContext, rows: readonly DueStep[]): Promise<void> {
  if (rows.length === 0) return;
  const attempts = await openAttempts(context.db.pool, rows.flatMap(({ messageId }) => messageId ?? []));
  const outcome = { kind: "unknown", detail: "the worker stopped during the call" } as const;
  await settleBatch(context, attempts.map(({ attemptId }) => ({ attemptId, outcome })));
}

async function callProvider(context: AppContext, { attemptId, to, body }: ReadyText): Promise<CallResult> {
  return { attemptId, outcome: await context.sms.send({ to, body, statusCallback: callbackUrl(context, attemptId) }) };
}

async function settleBatch(context: AppContext, results: readonly CallResult[]): Promise<void[]> {
  const due = await transaction(context.db.pool, (sql) => settleOutcomes(context, sql, results));
  await remind(context, remindersFor(due, context.clock.now()));
  return results.map(() => undefined);
}
