/** One line of the table: a figure of ours beside the floor that the same run measured. */
export interface Row {
  path: string;
  ours: number;
  /** Null where only a bound is asked for. */
  floor: number | null;
  /** Such as "a second" or "ms". */
  unit: string;
  /** The least ratio to the floor, or the highest figure. */
  must: { ratio: number } | { most: number };
}

const MARK = "row ";

/** Hands a row to the process that prints the table. */
export const printRow = (row: Row): void => void process.stdout.write(`${MARK}${JSON.stringify(row)}\n`);

/** The row of a line that a part of the benchmark printed; null for any other line. */
export const readRow = (line: string): Row | null =>
  line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Row) : null;

const ratioOf = ({ ours, floor }: Row): number | null => (floor === null ? null : ours / floor);

export const isShort = (row: Row): boolean =>
  "ratio" in row.must ? (ratioOf(row) ?? 0) < row.must.ratio : row.ours > row.must.most;

const shown = (figure: number, unit: string): string =>
  `${figure.toLocaleString("en", { maximumFractionDigits: figure < 10 ? 1 : 0 })} ${unit}`;

/** The table in Markdown, one line for each row. */
export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const ratio = ratioOf(row);
    const must = "ratio" in row.must ? `at least ${row.must.ratio}` : `at most ${shown(row.must.most, row.unit)}`;
    return [
      row.path,
      shown(row.ours, row.unit),
      row.floor === null ? "" : shown(row.floor, row.unit),
      ratio === null ? "" : ratio.toFixed(2),
      must,
      isShort(row) ? "short" : "holds",
    ];
  });
  return [["path", "Shopbell", "floor", "ratio", "must", ""], ["---", "---", "---", "---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
