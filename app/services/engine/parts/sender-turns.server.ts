import { setTimeout as wait } from "node:timers/promises";
import type { Instant } from "#core/time/time.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { takeTurns } from "#shell/repositories/senders/sender-pace.server.ts";

const MAX_BATCH = 500;
const PATIENCE = { patienceMs: 30_000 };
/** No turn is awaited longer: with a clock that was set back, texts would wait for it. */
const MAX_WAIT_MS = 30_000;

/**
 * Texts of shops' own senders wait here for their turn, each sender at its own rate. A text that waits takes no place
 * among the calls, so that no sender waits for another.
 */
export class SenderTurns {
  readonly #context: AppContext;
  readonly #turns: Batcher<string, Instant | null>;

  constructor(context: AppContext) {
    this.#context = context;
    this.#turns = createBatcher((senderIds: readonly string[]) => this.#take(senderIds), { most: MAX_BATCH });
  }

  /** Resolves when a text of the sender may go out. @returns whether it had to wait */
  async await(senderId: string): Promise<boolean> {
    const at = await this.#turns.add(senderId);
    const ms = at === null ? 0 : at.epochMilliseconds - this.#context.clock.now().epochMilliseconds;
    if (ms <= 0) return false;
    await wait(Math.min(ms, MAX_WAIT_MS));
    return true;
  }

  async #take(senderIds: readonly string[]): Promise<(Instant | null)[]> {
    const { clock, db, log } = this.#context;
    const counts = new Map<string, number>();
    for (const id of senderIds) counts.set(id, (counts.get(id) ?? 0) + 1);
    const wanted = [...counts].map(([senderId, count]) => ({ senderId, count }));
    const taken = await retryWhileAway(log, () => takeTurns(db.pool, wanted, clock.now()), PATIENCE);
    const left = new Map(counts);
    return senderIds.map((senderId) => {
      const turns = taken.find((turn) => turn.senderId === senderId);
      if (!turns) return null;
      const behind = left.get(senderId) ?? 1;
      left.set(senderId, behind - 1);
      return turns.nextAt.subtract({ milliseconds: Math.round((behind * 1_000) / turns.perSecond) });
    });
  }
}
