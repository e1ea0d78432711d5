import { admitMovement } from "../credits/ledger.ts";

/** The credits that a trial may spend. */
export class CreditBudget {
  #balance: number;

  /** @param balance Infinity where credits are to set no limit */
  constructor(balance: number) {
    this.#balance = balance;
  }

  get balance(): number {
    return this.#balance;
  }

  /** What came in, or what others spent; never below nothing. */
  move(amount: number): void {
    this.#balance = Math.max(0, this.#balance + amount);
  }

  /** @returns whether it could be paid */
  pay(credits: number): boolean {
    const [isCovered = false] = admitMovement([credits], this.#balance);
    if (isCovered) this.#balance -= credits;
    return isCovered;
  }
}
