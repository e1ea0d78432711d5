/** Reads CSV by RFC 4180, records ended by CRLF, as strict spreadsheets do. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const field = text[at] === '"' ? /"((?:[^"]|"")*)"/y : /([^,\r\n"]|\r(?!\n))*/y;
      field.lastIndex = at;
      const found = field.exec(text);
      if (!found) throw new SyntaxError(`no field at ${at}`);
      record.push(text[at] === '"' ? (found[1] ?? "").replaceAll('""', '"') : found[0]);
      at = field.lastIndex;
      if (text[at] !== ",") break;
      at += 1;
    }
    if (!text.startsWith("\r\n", at)) throw new SyntaxError(`a record does not end at ${at}`);
    at += 2;
    records.push(record);
  }
  return records;
}
