import type { CreditType } from "../statuses.ts";
import type { Movement } from "./ledger.ts";

export type ManualEntryType = Extract<CreditType, "grant" | "adjust">;

/** Leaves room in the integer column for reserved credits. */
const MAX_BALANCE = 1_000_000_000;

/**
 * A manual change of the balance: a grant adds credits, an adjustment adds or removes them.
 * @throws RangeError for an invalid number, or when the balance would leave its range
 */
export function manualMovement(type: ManualEntryType, credits: number, note: string, balance: number): Movement {
  if (!Number.isSafeInteger(credits) || credits === 0)
    throw new RangeError(`credits must be a whole number other than 0, not ${credits}`);
  if (type === "grant" && credits < 0)
    throw new RangeError(`a grant gives credits: it must be above 0, not ${credits}`);
  if (balance + credits < 0) throw new RangeError(`${-credits} credits cannot be taken: only ${balance} are free`);
  if (balance + credits > MAX_BALANCE)
    throw new RangeError(
      `${credits} credits are too many: a shop holds ${MAX_BALANCE.toLocaleString("en-US")} at most`,
    );
  return { type, amount: credits, reserved: 0, messageId: null, note };
}
