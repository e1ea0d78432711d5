import type { CreditType } from "../statuses.ts";
import type { Movement } from "./ledger.ts";

export type ManualEntryType = Extract<CreditType, "grant" | "adjust">;

/** Leaves room in the column for what is held beside. */
const MOST = 1_000_000_000;

/**
 * A change of the balance that somebody makes by hand: a grant gives, an adjustment gives or takes.
 * @throws RangeError where the number is none that can be given or taken, or the balance would go below zero
 */
export function manualMovement(type: ManualEntryType, credits: number, note: string, balance: number): Movement {
  if (!Number.isSafeInteger(credits) || credits === 0)
    throw new RangeError(`credits must be a whole number other than 0, not ${credits}`);
  if (type === "grant" && credits < 0)
    throw new RangeError(`a grant gives credits: it must be above 0, not ${credits}`);
  if (balance + credits < 0) throw new RangeError(`${-credits} credits cannot be taken: only ${balance} are free`);
  if (balance + credits > MOST)
    throw new RangeError(`${credits} credits are too many: a shop holds ${MOST.toLocaleString("en-US")} at most`);
  return { type, amount: credits, reserved: 0, messageId: null, note };
}
