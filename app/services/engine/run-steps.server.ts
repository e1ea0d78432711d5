import { type Batcher, batchOrEach, createBatcher, resultOf } from "#shell/batcher.server.ts";
import { limitConcurrency, type ConcurrencyLimit } from "#shell/concurrency-limit.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { claimDue, putOffClaims, type Claim } from "#shell/repositories/engine/step-claims.server.ts";
import { traced } from "#shell/tracing.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import type { Instant } from "#core/time/time.ts";
import { callProvider } from "../sending/parts/call-provider.server.ts";
import type { CallResult } from "../sending/parts/settle-outcomes.server.ts";
import type { PerformedStep } from "./effects/persist-action-result.server.ts";
import type { DecidedStep } from "./parts/decide-steps.server.ts";
import { OutboundLanes } from "./parts/outbound-lanes.server.ts";
import { retryOrFailStep } from "./parts/retry-or-fail-step.server.ts";
import {
  commitSteps,
  performOutside,
  prepareSteps,
  settleCalls,
  type PreparedSteps,
} from "./parts/step-batch.server.ts";
import { leaseFrom, StepLeases } from "./parts/step-leases.server.ts";
import { SenderTurns } from "./parts/sender-turns.server.ts";
import type { ReadyMessage } from "./parts/write-messages.server.ts";

/** Larger batches finish no more steps a second, and an order waits for those that were begun before it. */
const MAX_BATCH = 100;
const MAX_CONCURRENT_BATCHES = 2;
/** Texts that may wait in the process for their sender's turn. */
const MAX_AWAITING_TURN = 5_000;
/** After a text that had to wait for its sender's turn, the next ones are claimed this much later. */
const CLAIM_AGAIN_AFTER_MS = 250;
/**
 * How long the outcome of a call waits for an absent database. Afterwards the text becomes unknown and is looked up; an
 * effect is performed again under its idempotency key.
 */
const OUTCOME_PATIENCE = { patienceMs: 5 * 60_000 };

/**
 * Runs the due steps of one process. Two limits hold: on steps under way, so that settling keeps up with sending; and on
 * concurrent calls, of texts here and of other systems in their lanes. Steps that wait for their call keep their lease.
 * A process that was told to stop gives back the steps whose call has not begun.
 */
class StepRunner {
  /** Texts only: a claim waits for them, and never for another system. */
  readonly #underWay = new Set<Promise<void>>();
  readonly #otherCalls = new Set<Promise<void>>();
  /** Texts that wait for their sender's turn. */
  readonly #awaitTurn = new Set<Promise<void>>();
  readonly #turns: SenderTurns;
  #claimSoon: NodeJS.Timeout | null = null;
  readonly #lanes = new OutboundLanes();
  readonly #leases: StepLeases;
  readonly #settle: Batcher<CallResult, PromiseSettledResult<void>>;
  readonly #commit: Batcher<PerformedStep, PromiseSettledResult<void>>;
  readonly #calls: ConcurrencyLimit;
  /** One claim at a time, so that two claimers do not split a batch that must be decided in due order. */
  readonly #claims: ConcurrencyLimit = limitConcurrency(1);
  readonly #context: AppContext;
  #running: Promise<number> | null = null;
  #runAgain = false;

  constructor(context: AppContext) {
    this.#context = context;
    this.#leases = new StepLeases(context);
    this.#turns = new SenderTurns(context);
    const batches = { most: MAX_BATCH, atOnce: MAX_CONCURRENT_BATCHES };
    this.#settle = createBatcher(
      (results: readonly CallResult[]) =>
        batchOrEach(results, (some) => retryWhileAway(context.log, () => settleCalls(context, some), OUTCOME_PATIENCE)),
      batches,
    );
    this.#commit = createBatcher(
      (steps: readonly PerformedStep[]) =>
        batchOrEach(steps, async (some) => {
          await retryWhileAway(context.log, () => commitSteps(context, some), OUTCOME_PATIENCE);
          return some.map(() => undefined);
        }),
      batches,
    );
    this.#calls = limitConcurrency(context.env.WORKER_CONCURRENCY);
  }

  /** Claims and starts all due steps. A call during a run makes that run claim once more before it ends. */
  async run(): Promise<number> {
    if (this.#running) {
      this.#runAgain = true;
      return this.#running;
    }
    return (this.#running = this.#drain());
  }

  async #drain(): Promise<number> {
    let total = 0;
    try {
      do {
        this.#runAgain = false;
        const first = await this.#claimBatch();
        total += first;
        if (first === 0) continue;
        // A full batch shows a backlog: then one batch is decided while another waits for the database.
        const claimers = first < MAX_BATCH ? 1 : MAX_CONCURRENT_BATCHES;
        // All of them end before the run ends, also when one of them fails.
        const claimed = await Promise.allSettled(Array.from({ length: claimers }, () => this.#claimUntilNone()));
        total += claimed.map(resultOf).reduce((sum, each) => sum + each, 0);
      } while (this.#runAgain);
      return total;
    } finally {
      // In the same turn as the last look at `#runAgain`: a call in between would set off nothing.
      this.#running = null;
    }
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
    while (this.#underWay.size > MAX_BATCH) await Promise.race(this.#underWay);
    while (this.#awaitTurn.size > MAX_AWAITING_TURN) await Promise.race(this.#awaitTurn);
    let now = clock.now();
    const claims = await this.#claims(async () => {
      if (isStopping(this.#context)) return [];
      now = clock.now();
      return claimDue(db.pool, { now, until: leaseFrom(now), limit: MAX_BATCH });
    });
    if (claims.length === 0) return 0;
    await traced(this.#context, "step batch", { "shopbell.steps": claims.length }, () =>
      prepareSteps(this.#context, claims, this.#lanes, (prepared) => this.#start(prepared, claims, now)),
    );
    return claims.length;
  }

  #start({ ready, outside }: PreparedSteps, claims: readonly Claim[], claimedAt: Instant): void {
    const called = new Set([...ready.map(({ stepRowId }) => stepRowId), ...outside.map(({ row }) => row.id)]);
    this.#leases.hold(
      claims.filter(({ id }) => called.has(id)),
      claimedAt,
    );
    for (const message of ready) {
      if (message.senderId === null) this.#send(message);
      else this.#sendInTurn(message, message.senderId);
    }
    for (const step of outside) this.#perform(step);
  }

  /** The claim of a step whose call may begin; null if the process stops or has lost the claim. */
  async #claimToCall(stepRowId: string): Promise<Claim | null> {
    const claim = await this.#leases.claimOf(stepRowId);
    return isStopping(this.#context) ? null : claim;
  }

  /** Sends a text of a shop's own sender when its turn comes. */
  #sendInTurn(message: ReadyMessage, senderId: string): void {
    const turn = this.#turns
      .await(senderId)
      .then((hasWaited) => {
        // The sender's rate limits what is claimed: its next texts are claimed once these are out.
        if (hasWaited) this.#claimAgainSoon();
      })
      .catch((error: unknown) =>
        this.#context.log.error({ err: error, senderId }, "the turn of a sender could not be read; its text goes out"),
      )
      .then(() => this.#send(message))
      .finally(() => this.#awaitTurn.delete(turn));
    this.#awaitTurn.add(turn);
  }

  #claimAgainSoon(): void {
    if (this.#claimSoon || isStopping(this.#context)) return;
    this.#claimSoon = setTimeout(() => {
      this.#claimSoon = null;
      if (isStopping(this.#context)) return;
      // Whatever is left, the sweep brings.
      void this.run().catch((error: unknown) => this.#context.log.warn({ err: error }, "steps could not be claimed"));
    }, CLAIM_AGAIN_AFTER_MS).unref();
  }

  #send(message: ReadyMessage): void {
    const isText = message.subject === null;
    const calls = isText ? this.#underWay : this.#otherCalls;
    const toProvider = async (): Promise<CallResult | null> =>
      (await this.#claimToCall(message.stepRowId))
        ? callProvider(this.#context, message)
        : { attemptId: message.attemptId, outcome: { kind: "given_back" } };
    const call = (isText ? this.#calls(toProvider) : this.#lanes.run(message.stepRowId, toProvider))
      .then(async (result) => (result ? resultOf(await this.#settle.add(result)) : undefined))
      // The message stays "sending". When its lease has run out it becomes unknown, and is not sent again.
      .catch((error: unknown) =>
        this.#context.log.error(
          { err: error, event: message.storeEventId, attemptId: message.attemptId },
          "an outcome could not be recorded; it will be found out",
        ),
      )
      .finally(() => {
        this.#leases.end(message.stepRowId);
        calls.delete(call);
      });
    calls.add(call);
  }

  /**
   * Performs a step's effect in another system, then ends the step. If the worker dies in between, the lease runs out
   * and another worker performs the effect again, under the same idempotency key.
   */
  #perform(step: DecidedStep): void {
    const call = this.#lanes
      .run(step.row.id, async () =>
        (await this.#claimToCall(step.row.id)) ? performOutside(this.#context, step) : null,
      )
      .then(async (performed) => (performed ? resultOf(await this.#commit.add(performed)) : this.#giveBack(step)))
      .catch((error: unknown) =>
        retryWhileAway(
          this.#context.log,
          () => retryOrFailStep(this.#context, step.row, error, "for now"),
          OUTCOME_PATIENCE,
        ),
      )
      .catch((error: unknown) =>
        this.#context.log.error(
          { err: error, event: step.row.storeEventId, scheduledAutomationId: step.row.id },
          "the end of a step could not be recorded; it is performed again after its lease",
        ),
      )
      .finally(() => {
        this.#leases.end(step.row.id);
        this.#otherCalls.delete(call);
      });
    this.#otherCalls.add(call);
  }

  /** Gives back a step whose effect was not begun: another worker may claim it at once. */
  async #giveBack({ row: { id, fence } }: DecidedStep): Promise<void> {
    const until = this.#context.clock.now().subtract({ milliseconds: 1 });
    await putOffClaims(this.#context.db.pool, [{ id, fence, until }]);
  }

  async idle(): Promise<void> {
    while (this.#running || this.#underWay.size + this.#otherCalls.size + this.#awaitTurn.size > 0) {
      await this.#running;
      await Promise.all([...this.#underWay, ...this.#otherCalls, ...this.#awaitTurn]);
    }
  }
}

const runners = new WeakMap<AppContext, StepRunner>();
function runnerOf(context: AppContext): StepRunner {
  const known = runners.get(context);
  if (known) return known;
  const runner = new StepRunner(context);
  runners.set(context, runner);
  return runner;
}

/**
 * Runs the due steps. Resolves when no due step is left to claim; calls to other systems may still be under way.
 * @returns the number of claimed steps
 */
export const runSteps = (context: AppContext): Promise<number> => runnerOf(context).run();

/** Resolves when this process has no call under way and has recorded every outcome. */
export const stepsIdle = (context: AppContext): Promise<void> => runnerOf(context).idle();
