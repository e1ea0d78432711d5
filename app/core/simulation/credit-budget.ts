import { coveredBy } from "../credits/ledger.ts";

/** The credits that a simulation may spend. */
export class CreditBudget {
  #balance: number;

  /** @param balance Infinity for no limit */
  constructor(balance: number) {
    this.#balance = balance;
  }

  get balance(): number {
    return this.#balance;
  }

  /** Applies a top-up, or spending outside the simulation; the balance stays at or above zero. */
  adjust(amount: number): void {
    this.#balance = Math.max(0, this.#balance + amount);
  }

  /** Begins to limit what had no limit. */
  limitTo(balance: number): void {
    this.#balance = balance;
  }

  /** @returns whether the balance covered the credits */
  pay(credits: number): boolean {
    const [isCovered = false] = coveredBy([credits], this.#balance);
    if (isCovered) this.#balance -= credits;
    return isCovered;
  }
}
