import { coveredBy, reserve, type Movement } from "#core/credits/ledger.ts";
import { creditsCheck } from "#core/sending/guards/content.ts";
import { withoutCreditsDecision } from "#core/engine/without-credits.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, type LockedHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { positionOf } from "#services/engine/parts/decide-steps.server.ts";
import { moveCredits, notifyOutOfCredits } from "./move-credits.server.ts";
import { toStepResult, type StepResult } from "#services/engine/parts/persist-step-results.server.ts";
import type { ReservedText, TextStep } from "#services/engine/parts/write-messages.server.ts";

/** Reserves credits for texts, one after another, until a shop's balance is spent. */
export class CreditReserver {
  readonly covered: ReservedText[] = [];
  readonly unpaid: StepResult[] = [];
  readonly #context: AppContext;
  readonly #holdings: Map<string, LockedHoldings>;
  readonly #available: Map<string, number>;
  readonly #movements = new Map<string, Movement[]>();
  readonly #now: Instant;

  /** @param holdings locked holdings of the texts' shops */
  constructor(context: AppContext, holdings: Map<string, LockedHoldings>, now: Instant) {
    this.#context = context;
    this.#holdings = holdings;
    this.#available = new Map([...holdings].map(([shopId, { balance }]) => [shopId, balance]));
    this.#now = now;
  }

  /**
   * Reserves the credits of one text; a retry already holds its credits.
   * @returns whether the text may be sent
   */
  reserve(item: TextStep): boolean {
    const { row, decision } = item;
    const attemptId = this.#context.newId(this.#now);
    if (row.messageId !== null) {
      this.covered.push({ ...item, messageId: row.messageId, attemptId });
      return true;
    }
    const { credits } = decision.text;
    const available = this.#available.get(row.shopId) ?? 0;
    const [isCovered = false] = coveredBy([credits], available);
    const checks = [...decision.checks, creditsCheck(credits, available, isCovered)];
    if (!isCovered) {
      this.unpaid.push(toStepResult(item, withoutCreditsDecision(positionOf(item, this.#now), row, checks)));
      return false;
    }
    const messageId = this.#context.newId(this.#now);
    this.#available.set(row.shopId, available - credits);
    this.#movements.set(row.shopId, [...(this.#movements.get(row.shopId) ?? []), reserve(messageId, credits)]);
    this.covered.push({ ...item, decision: { ...decision, checks }, messageId, attemptId });
    return true;
  }

  /** Persists the reservations, and notifies merchants whose balance did not cover a text. */
  async persist(sql: Sql): Promise<void> {
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

/** Locks the shops' holdings until the transaction ends. */
export const openCreditReserver = async (
  context: AppContext,
  sql: Sql,
  shopIds: readonly string[],
  now: Instant,
): Promise<CreditReserver> =>
  new CreditReserver(context, shopIds.length === 0 ? new Map() : await lockHoldings(sql, shopIds), now);
