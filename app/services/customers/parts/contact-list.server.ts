import { CsvReader, guessDelimiter, type CsvRecord } from "#core/customers/contact-import/csv-reader.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { readPart, type ContactImportRow } from "#shell/repositories/customers/contact-imports.server.ts";

/** The records of a list, headings first. Holds one part of the file. */
export async function* readRecords(
  sql: Sql,
  { id, parts }: Pick<ContactImportRow, "id" | "parts">,
): AsyncGenerator<CsvRecord, undefined> {
  let opened: { decoder: TextDecoder; reader: CsvReader } | undefined;
  for (let position = 0; position < parts; position++) {
    const bytes = await readPart(sql, id, position);
    // Another worker has imported the list since.
    if (!bytes) return;
    const decoder: TextDecoder = opened?.decoder ?? new TextDecoder(encodingOf(bytes, parts === 1));
    const text = decoder.decode(bytes, { stream: true });
    opened ??= { decoder, reader: new CsvReader(guessDelimiter(text)) };
    yield* opened.reader.push(text);
  }
  if (opened) yield* opened.reader.push(opened.decoder.decode());
  if (opened) yield* opened.reader.end();
}

/** Spreadsheets write UTF-8, UTF-16 with a mark, or the code page of Windows. */
function encodingOf(first: Buffer, isWhole: boolean): string {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(first, { stream: !isWhole });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** The headings and the first rows of a list. */
export async function readHead(
  sql: Sql,
  list: Pick<ContactImportRow, "id" | "parts">,
  rows: number,
): Promise<{ headings: string[]; samples: string[][] }> {
  const head: string[][] = [];
  for await (const { cells } of readRecords(sql, list)) {
    head.push(cells.map((cell) => cell.trim().slice(0, 200)));
    if (head.length > rows) break;
  }
  const [headings = [], ...samples] = head;
  return { headings, samples };
}
