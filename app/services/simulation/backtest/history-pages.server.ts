import type { Instant } from "#core/time/time.ts";
import { BEGINNING, type HistoryMark } from "#shell/repositories/simulation/backtest-history.server.ts";

const PAGE = 1_000;

/** Reads rows page by page, each page behind the last: what lies in memory is one page. */
export class HistoryPages<T extends { id: string; at: Instant }> {
  readonly #read: (behind: HistoryMark, limit: number) => Promise<T[]>;
  #page: T[] = [];
  #next = 0;
  #behind: HistoryMark = BEGINNING;
  #isOver = false;

  constructor(read: (behind: HistoryMark, limit: number) => Promise<T[]>) {
    this.#read = read;
  }

  /** The next row, which stays the next; null at the end. */
  async peek(): Promise<T | null> {
    if (this.#next >= this.#page.length && !this.#isOver) {
      this.#page = await this.#read(this.#behind, PAGE);
      this.#next = 0;
      this.#isOver = this.#page.length < PAGE;
      this.#behind = this.#page.at(-1) ?? this.#behind;
    }
    return this.#page[this.#next] ?? null;
  }

  skip(): void {
    this.#next++;
  }
}
