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

/** So many batches are lived through before whatever else this process has to do gets its turn. */
const AT_A_STRETCH = 16;

interface Course {
  shopId: string;
  /** Whose own texts and credits are left out, for the trial makes its own; null where there are none. */
  automationId: string | null;
  until: Instant;
  /** Whether the shop's credits set a limit. */
  credits: boolean;
}

/**
 * Drives a trial through a shop's past: before each batch of events come, each at its time, the messages that other
 * automations really sent, what really moved the shop's balance, and the trial's own steps as they fall due.
 */
export async function driveReplay(
  read: HistoryReader,
  batches: AsyncIterable<PastBatch>,
  { replay, recipients, purse }: { replay: BacktestReplay; recipients: RecipientBook; purse: CreditBudget },
  course: Course,
): Promise<void> {
  const { shopId, automationId } = course;
  const messages = new HistoryPages<PastMessage>((behind, limit) =>
    read((sql) => pastMarketing(sql, shopId, automationId, behind, limit)),
  );
  const movements = new HistoryPages<PastMovement>((behind, limit) =>
    course.credits ? read((sql) => pastMovements(sql, shopId, automationId, behind, limit)) : Promise.resolve([]),
  );

  const advance = async (to: Instant): Promise<void> => {
    for (;;) {
      const message = upTo(await messages.peek(), to);
      const movement = upTo(await movements.peek(), to);
      const next =
        movement && (!message || Temporal.Instant.compare(movement.at, message.at) <= 0) ? movement : message;
      replay.runBefore(next?.at ?? to);
      if (!next) return;
      if (next === message) {
        messages.skip();
        recipients.note(message);
      } else if (movement) {
        movements.skip();
        purse.move(movement.amount);
        if (movement.amount > 0 && !movement.ofText) replay.refreshCredits(movement.at);
      }
    }
  };

  let taken = 0;
  for await (const batch of batches) {
    await advance(batch.at);
    replay.take(batch);
    if (++taken % AT_A_STRETCH === 0) await setImmediate();
  }
  await advance(course.until);
  replay.runBefore(course.until.add({ milliseconds: 1 }));
}

const upTo = <T extends { at: Instant }>(row: T | null, to: Instant): T | null =>
  row && Temporal.Instant.compare(row.at, to) <= 0 ? row : null;
