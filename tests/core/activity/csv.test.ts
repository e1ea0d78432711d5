import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "#core/activity/csv.ts";
import { readCsv } from "#tests/support/read-csv.ts";

test.each([
  ["plain words", "plain words"],
  ["", ""],
  ['she said "hi", twice', '"she said ""hi"", twice"'],
  ["two\nlines", '"two\nlines"'],
  [" spaced ", '" spaced "'],
  ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
  ["+12125550141", "+12125550141"],
  ["+1+2125550141", "'+1+2125550141"],
  ["-1", "'-1"],
  ["@cmd", "'@cmd"],
  ["\tcmd", "'\tcmd"],
  ["\rcmd", `"'\rcmd"`],
  ["\n=cmd", `"'\n=cmd"`],
  ["  =cmd", "'  =cmd"],
  ["\uFF1Dcmd", "'\uFF1Dcmd"],
  ["\uFF0Bcmd", "'\uFF0Bcmd"],
  ["\uFF0Dcmd", "'\uFF0Dcmd"],
  ["\uFF20cmd", "'\uFF20cmd"],
  ["\u2212cmd", "'\u2212cmd"],
  ["\u200B=cmd", "'\u200B=cmd"],
  ["\u2060cmd", "'\u2060cmd"],
  ["\uFEFF=cmd", "'\uFEFF=cmd"],
  ["\u00A0\u202E=cmd", "'\u00A0\u202E=cmd"],
  ["\0=cmd", "'\0=cmd"],
  ["Zoë–Ann", "Zoë–Ann"],
  ["山田", "山田"],
])("the text %j is written as %j", (value, written) => {
  expect(csvLine([value])).toBe(`${written}\r\n`);
});

test("numbers are written as they are, and nothing as nothing", () => {
  expect(csvLine([-3, null, 0])).toBe("-3,,0\r\n");
});

test("whatever is written is read again, and nothing of it begins a formula", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom("=1+1", "+1", "-1", "@a", "\t", "\r", '"', ",", "\r\n", "'"));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const read = readCsv(rows.map(csvLine).join(""));
      const asWritten = (value: string, row: number, at: number) =>
        value === `'${rows[row]?.[at]}` ? value.slice(1) : value;
      expect(read.map((cells, row) => cells.map((value, at) => asWritten(value, row, at)))).toEqual(rows);
      expect(read.flat().filter((value) => /^[=+\-@\t\r]/.test(value))).toEqual([]);
    }),
  );
});
