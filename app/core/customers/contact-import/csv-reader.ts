/** A record of a CSV file. */
export interface CsvRecord {
  /** As a spreadsheet counts rows: from 1, with empty ones. */
  row: number;
  cells: string[];
  /** It was cut: a cell or the record is longer than a contact can be, mostly because of a quote that nothing closes. */
  tooLong: boolean;
}

/** Cells beyond it are cut, and so are their records. */
export const MAX_CELL_CHARS = 10_000;
const MAX_CELLS = 200;

const QUOTE = '"';
const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter of a file: the one that its first line has most often outside quotes. */
export function guessDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const char of text) {
    if (char === QUOTE) quoted = !quoted;
    else if (!quoted && (char === "\n" || char === "\r")) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return DELIMITERS.reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best));
}

/** Where the reader is: at a cell's beginning, in a plain or a quoted cell, behind a quote in one, or in what is cut. */
type State = "start" | "plain" | "quoted" | "quote" | "cut";

/**
 * Reads CSV text (RFC 4180) piece by piece, and holds one record. No text is an error: a stray quote is a character, and
 * a record that is too long is cut and ends with its line. Lines without a character are no records.
 */
export class CsvReader {
  readonly #delimiter: string;
  #state: State = "start";
  #cell = "";
  #cells: string[] = [];
  #tooLong = false;
  #afterReturn = false;
  #isEmpty = true;
  #row = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** The records that end within a piece of the text. */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const char of text) {
      const isLineEnd = char === "\n" || char === "\r";
      // A line may end with both.
      const isSecond = char === "\n" && this.#afterReturn;
      this.#afterReturn = char === "\r";
      if (isSecond && this.#state !== "quoted") continue;
      if (isLineEnd && this.#state !== "quoted") this.#endRecord(records);
      else this.#take(char);
    }
    return records;
  }

  /** The last record, of a text that does not end with a line's end. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    this.#endRecord(records);
    return records;
  }

  #take(char: string): void {
    this.#isEmpty = false;
    switch (this.#state) {
      case "cut":
        return;
      case "start":
        if (char === QUOTE) this.#state = "quoted";
        else if (char === this.#delimiter) this.#endCell();
        else this.#add(char, "plain");
        return;
      case "plain":
        if (char === this.#delimiter) this.#endCell();
        else this.#add(char, "plain");
        return;
      case "quoted":
        if (char === QUOTE) this.#state = "quote";
        else this.#add(char, "quoted");
        return;
      case "quote":
        if (char === QUOTE) this.#add(char, "quoted");
        else if (char === this.#delimiter) this.#endCell();
        else this.#add(char, "plain");
    }
  }

  #add(char: string, state: State): void {
    this.#cell += char;
    this.#state = this.#cell.length > MAX_CELL_CHARS ? this.#cut() : state;
  }

  #cut(): State {
    this.#tooLong = true;
    return "cut";
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = this.#cells.length >= MAX_CELLS ? this.#cut() : "start";
  }

  #endRecord(records: CsvRecord[]): void {
    this.#row += 1;
    if (!this.#isEmpty) {
      if (this.#cells.length < MAX_CELLS) this.#cells.push(this.#cell.slice(0, MAX_CELL_CHARS));
      records.push({ row: this.#row, cells: this.#cells, tooLong: this.#tooLong });
    }
    this.#cell = "";
    this.#cells = [];
    this.#state = "start";
    this.#tooLong = false;
    this.#isEmpty = true;
  }
}
