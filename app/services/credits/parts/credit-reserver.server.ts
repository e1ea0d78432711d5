import { admitMovement, reserve, type Movement } from "#core/credits/ledger.ts";
import { creditsCheck } from "#core/sending/guards/credits.ts";
import { withoutCreditsDecision } from "#core/engine/without-credits.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, type LockedHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { positionOf } from "#services/engine/parts/decide-steps.server.ts";
import { moveCredits } from "./move-credits.server.ts";
import { notifyOutOfCredits } from "./low-balance-alerts.server.ts";
import { stepResultOf, type StepOutcomeRow } from "#services/engine/parts/persist-step-results.server.ts";
import type { CoveredText, TextStep } from "#services/engine/parts/write-messages.server.ts";

/** Holds texts' credits one after another, as far as each shop's balance reaches. */
export class CreditReserver {
  readonly covered: CoveredText[] = [];
  readonly unpaid: StepOutcomeRow[] = [];
  readonly #context: AppContext;
  readonly #holdings: Map<string, LockedHoldings>;
  readonly #left: Map<string, number>;
  readonly #movements = new Map<string, Movement[]>();
  readonly #now: Instant;

  /** @param holdings of the texts' shops, locked */
  constructor(context: AppContext, holdings: Map<string, LockedHoldings>, now: Instant) {
    this.#context = context;
    this.#holdings = holdings;
    this.#left = new Map([...holdings].map(([shopId, { balance }]) => [shopId, balance]));
    this.#now = now;
  }

  /** @returns whether the text may go; one that is tried again holds its credits already */
  take(item: TextStep): boolean {
    const { row, decision } = item;
    const attemptId = this.#context.newId(this.#now);
    if (row.messageId !== null) {
      this.covered.push({ ...item, messageId: row.messageId, attemptId });
      return true;
    }
    const { credits } = decision.text;
    const left = this.#left.get(row.shopId) ?? 0;
    const [isCovered = false] = admitMovement([credits], left);
    const checks = [...decision.checks, creditsCheck(credits, left, isCovered)];
    if (!isCovered) {
      this.unpaid.push(stepResultOf(item, withoutCreditsDecision(positionOf(item, this.#now), row, checks)));
      return false;
    }
    const messageId = this.#context.newId(this.#now);
    this.#left.set(row.shopId, left - credits);
    this.#movements.set(row.shopId, [...(this.#movements.get(row.shopId) ?? []), reserve(messageId, credits)]);
    this.covered.push({ ...item, decision: { ...decision, checks }, messageId, attemptId });
    return true;
  }

  /** Writes what was taken, and tells merchants of what could not be. */
  async close(sql: Sql): Promise<void> {
    await moveCredits(this.#context, sql, this.#holdings, this.#movements, this.#now);
    await notifyOutOfCredits(
      this.#context,
      sql,
      this.unpaid.map(({ row }) => row.shopId),
      this.#holdings,
      this.#now,
    );
  }
}

/** Locks what these shops hold until the transaction ends. */
export const openCreditReserver = async (
  context: AppContext,
  sql: Sql,
  shopIds: readonly string[],
  now: Instant,
): Promise<CreditReserver> =>
  new CreditReserver(context, shopIds.length === 0 ? new Map() : await lockHoldings(sql, shopIds), now);
