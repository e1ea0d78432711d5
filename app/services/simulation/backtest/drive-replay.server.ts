import { setImmediate } from "node:timers/promises";
import type { RecipientBook } from "#core/simulation/recipients.ts";
import type { CreditBudget } from "#core/simulation/credit-budget.ts";
import type { BacktestReplay } from "#core/simulation/replay.ts";
import type { PastBatch } from "#core/simulation/simulation.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import {
  pastMovements,
  pastMarketing,
  type PastMessage,
  type PastMovement,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { HistoryPages } from "./history-pages.server.ts";
import type { HistoryReader } from "./read-history.server.ts";

/** Batches between yields to the event loop. */
const BATCHES_PER_YIELD = 16;

interface ReplayOptions {
  shopId: string;
  /** The simulated automation, whose real texts and credits are left out; null if it never ran. */
  automationId: string | null;
  until: Instant;
  /** Whether the shop's balance limits the simulation. */
  credits: boolean;
  /** Until then credits have no limit: the shop had not installed the app. Null for a history of webhooks alone. */
  installedAt: Instant | null;
}

/**
 * Drives a simulation through a shop's history. Merges in time order: event batches, messages that other automations
 * really sent, real balance changes, and the simulation's own due steps.
 */
export async function driveReplay(
  read: HistoryReader,
  batches: AsyncIterable<PastBatch>,
  { replay, recipients, purse }: { replay: BacktestReplay; recipients: RecipientBook; purse: CreditBudget },
  options: ReplayOptions,
): Promise<void> {
  const { shopId, automationId } = options;
  const messages = new HistoryPages<PastMessage>((behind, limit) =>
    read((sql) => pastMarketing(sql, shopId, automationId, behind, limit)),
  );
  const movements = new HistoryPages<PastMovement>((behind, limit) =>
    options.credits ? read((sql) => pastMovements(sql, shopId, automationId, behind, limit)) : Promise.resolve([]),
  );

  let unlimitedUntil = options.credits ? options.installedAt : null;
  const advance = async (to: Instant): Promise<void> => {
    if (unlimitedUntil && Temporal.Instant.compare(unlimitedUntil, to) <= 0) {
      await forward(unlimitedUntil.subtract({ milliseconds: 1 }));
      purse.limitTo(0);
      unlimitedUntil = null;
    }
    await forward(to);
  };
  const forward = async (to: Instant): Promise<void> => {
    for (;;) {
      const message = upTo(await messages.peek(), to);
      const movement = upTo(await movements.peek(), to);
      const next =
        movement && (!message || Temporal.Instant.compare(movement.at, message.at) <= 0) ? movement : message;
      replay.runBefore(next?.at ?? to);
      if (!next) return;
      if (next === message) {
        messages.skip();
        recipients.record(message);
      } else if (movement) {
        movements.skip();
        purse.adjust(movement.amount);
        if (movement.amount > 0 && !movement.ofText) replay.refreshCredits(movement.at);
      }
    }
  };

  let processed = 0;
  for await (const batch of batches) {
    await advance(batch.at);
    replay.take(batch);
    if (++processed % BATCHES_PER_YIELD === 0) await setImmediate();
  }
  await advance(options.until);
  replay.runBefore(options.until.add({ milliseconds: 1 }));
}

const upTo = <T extends { at: Instant }>(row: T | null, to: Instant): T | null =>
  row && Temporal.Instant.compare(row.at, to) <= 0 ? row : null;
