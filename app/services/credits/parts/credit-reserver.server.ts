import { coveredBy, reserve, type Movement } from "#core/credits/ledger.ts";
import { addSpend, capBroken, refusalAlert, type Spend, type SpendAlert } from "#core/credits/spend.ts";
import { concludeSkipped } from "#core/engine/conclude.ts";
import { readSettings } from "#core/team/settings.ts";
import { creditsCheck, spendCheck } from "#core/sending/guards/content.ts";
import { withoutCreditsDecision } from "#core/engine/without-credits.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings, spendNow, type LockedHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { positionOf } from "#services/engine/parts/decide-steps.server.ts";
import { moveCredits, notifyOfSpend, notifyOutOfCredits } from "./move-credits.server.ts";
import { toStepResult, type StepResult } from "#services/engine/parts/persist-step-results.server.ts";
import type { ReservedText, TextStep } from "#services/engine/parts/write-messages.server.ts";

/** Reserves credits for texts, one after another, until a shop's balance is spent. */
export class CreditReserver {
  readonly covered: ReservedText[] = [];
  readonly unpaid: StepResult[] = [];
  readonly #context: AppContext;
  readonly #holdings: Map<string, LockedHoldings>;
  readonly #available: Map<string, number>;
  /** What each shop has spent, with what this batch reserves. */
  readonly #spend: Map<string, Spend>;
  readonly #alerts = new Map<string, SpendAlert>();
  readonly #outOfCredits = new Set<string>();
  readonly #movements = new Map<string, Movement[]>();
  readonly #now: Instant;

  /** @param holdings locked holdings of the texts' shops */
  constructor(context: AppContext, holdings: Map<string, LockedHoldings>, now: Instant) {
    this.#context = context;
    this.#holdings = holdings;
    this.#available = new Map([...holdings].map(([shopId, { balance }]) => [shopId, balance]));
    this.#spend = new Map([...holdings].map(([shopId, holding]) => [shopId, spendNow(holding, now)]));
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
    const caps = readSettings(row.settings);
    const spend = this.#spend.get(row.shopId) ?? { day: null, inDay: 0, inMonth: 0 };
    const broken = capBroken(spend, caps, credits);
    const spendChecks = spendCheck(caps, spend, credits, broken);
    if (broken) {
      const checks = [...decision.checks, ...spendChecks];
      this.unpaid.push(toStepResult(item, concludeSkipped(positionOf(item, this.#now), "spend_cap", checks)));
      this.#alerts.set(row.shopId, refusalAlert(spend, broken));
      return false;
    }
    const available = this.#available.get(row.shopId) ?? 0;
    const [isCovered = false] = coveredBy([credits], available);
    const checks = [...decision.checks, ...spendChecks, creditsCheck(credits, available, isCovered)];
    if (!isCovered) {
      this.unpaid.push(toStepResult(item, withoutCreditsDecision(positionOf(item, this.#now), row, checks)));
      this.#outOfCredits.add(row.shopId);
      return false;
    }
    const messageId = this.#context.newId(this.#now);
    this.#available.set(row.shopId, available - credits);
    this.#spend.set(row.shopId, addSpend(spend, credits));
    this.#movements.set(row.shopId, [...(this.#movements.get(row.shopId) ?? []), reserve(messageId, credits)]);
    this.covered.push({ ...item, decision: { ...decision, checks }, messageId, attemptId });
    return true;
  }

  /** Persists the reservations, and notifies merchants whose balance did not cover a text. */
  async persist(sql: Sql): Promise<void> {
    await moveCredits(this.#context, sql, this.#holdings, this.#movements, this.#now);
    await notifyOutOfCredits(this.#context, sql, this.#outOfCredits, this.#holdings, this.#now);
    for (const [shopId, alert] of this.#alerts) await notifyOfSpend(this.#context, sql, shopId, [alert], this.#now);
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
