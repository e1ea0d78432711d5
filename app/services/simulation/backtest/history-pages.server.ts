import type { Instant } from "#core/time/time.ts";
import { BEGINNING, type HistoryMark } from "#shell/repositories/simulation/backtest-history.server.ts";

const PAGE_SIZE = 1_000;

/** Reads rows in pages by keyset, with one page in memory. */
export class HistoryPages<T extends { id: string; at: Instant }> {
  readonly #read: (behind: HistoryMark, limit: number) => Promise<T[]>;
  #page: T[] = [];
  #next = 0;
  #cursor: HistoryMark = BEGINNING;
  #isDone = false;

  constructor(read: (behind: HistoryMark, limit: number) => Promise<T[]>) {
    this.#read = read;
  }

  /** Returns the next row without consuming it; null at the end. */
  async peek(): Promise<T | null> {
    if (this.#next >= this.#page.length && !this.#isDone) {
      this.#page = await this.#read(this.#cursor, PAGE_SIZE);
      this.#next = 0;
      this.#isDone = this.#page.length < PAGE_SIZE;
      this.#cursor = this.#page.at(-1) ?? this.#cursor;
    }
    return this.#page[this.#next] ?? null;
  }

  skip(): void {
    this.#next++;
  }
}
