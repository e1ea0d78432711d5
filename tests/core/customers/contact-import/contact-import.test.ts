import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvReader, guessDelimiter, MAX_CELL_CHARS } from "#core/customers/contact-import/csv-reader.ts";
import { readListDate } from "#core/customers/contact-import/dates.ts";
import { guessColumns } from "#core/customers/contact-import/fields.ts";
import { judgeContact } from "#core/customers/contact-import/judge.ts";
import { cellsOf, readContact, type ContactReading } from "#core/customers/contact-import/read-contact.ts";
import { consentStates } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";

const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
const reading: ContactReading = {
  columns: { phone: 0, consentAt: 1, consentSource: 2, consentState: 3, optedOut: 4 },
  country: "US",
  dateOrder: "month_first",
  timezone: "America/New_York",
  source: null,
  words: null,
  now: NOW,
};
const read = (text: string, ...cuts: number[]): string[][] => {
  const reader = new CsvReader(guessDelimiter(text));
  const pieces = [0, ...cuts, text.length].map((from, at, all) => text.slice(from, all[at + 1] ?? text.length));
  return [...pieces.slice(0, -1).flatMap((piece) => reader.push(piece)), ...reader.end()].map(({ cells }) => cells);
};

describe("the text of a list", () => {
  test.each([
    [
      "cells",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no line's end",
      "a,b\r\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["quotes", '"a,""b""",c\n', [['a,"b"', "c"]]],
    ["a line's end in quotes", '"a\r\nb",c', [["a\r\nb", "c"]]],
    ["empty cells", ",,\n", [["", "", ""]]],
    ["empty lines", "a\n\n\nb\n", [["a"], ["b"]]],
    [
      "semicolons",
      "a;b\n1,5;2\n",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    ["tabs", "a\tb\n", [["a", "b"]]],
    [
      "a stray quote",
      'a"b,c\n"d"e,f\n',
      [
        ['a"b', "c"],
        ["de", "f"],
      ],
    ],
  ])("with %s", (_what, text, records) => {
    expect(read(text)).toEqual(records);
  });

  test("gives the same records wherever it is cut, and never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", " ", ";", "é", "\0") }),
        fc.nat(),
        (text, at) => {
          expect(read(text, at % (text.length + 1))).toEqual(read(text));
        },
      ),
    );
  });

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { minLength: 1 }), (records) => {
        const text = records
          .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
          .join("\r\n");
        const reader = new CsvReader(",");
        expect([...reader.push(text), ...reader.end()].map(({ cells }) => cells)).toEqual(records);
      }),
    );
  });

  test("with a quote that nothing closes is cut, and goes on with the rows behind it", () => {
    const reader = new CsvReader(",");
    const records = [...reader.push(`a,"${"x\n".repeat(MAX_CELL_CHARS)}`), ...reader.push("b,c\n"), ...reader.end()];
    expect(records.some(({ tooLong }) => tooLong)).toBe(true);
    expect(records.at(-1)?.cells).toEqual(["b", "c"]);
  });
});

describe("the columns of a list", () => {
  test.each([
    [
      "Klaviyo",
      ["Email", "Phone Number", "First Name", "SMS Consent", "SMS Consent Timestamp"],
      { email: 0, phone: 1, firstName: 2, consentState: 3, consentAt: 4 },
    ],
    [
      "Shopify",
      ["First Name", "Last Name", "Email", "Accepts SMS Marketing", "Default Address Country Code", "Phone", "Tags"],
      { firstName: 0, lastName: 1, email: 2, consentState: 3, country: 4, phone: 5, tags: 6 },
    ],
    [
      "another",
      ["mobile_number", "opted-in at", "opt in source", "Unsubscribed"],
      { phone: 0, consentAt: 1, consentSource: 2, optedOut: 3 },
    ],
  ])("of %s are guessed from the headings", (_who, headings, columns) => {
    expect(guessColumns(headings)).toEqual(columns);
  });
});

test.each([
  ["2025-04-03", "2025-04-03T04:00:00Z"],
  ["2025-04-03 10:30", "2025-04-03T14:30:00Z"],
  ["2025-04-03T10:30:05Z", "2025-04-03T10:30:05Z"],
  ["2025-04-03T10:30:05.123+02:00", "2025-04-03T08:30:05Z"],
  ["04/03/2025", "2025-04-03T04:00:00Z"],
  ["23/04/2025", "2025-04-23T04:00:00Z"],
  ["4/3/2025 3:05 PM", "2025-04-03T19:05:00Z"],
  ["1743676205", "2025-04-03T10:30:05Z"],
  ["2025-02-30", null],
  ["yesterday", null],
  ["", null],
])("the date %j of a list is %j", (text, at) => {
  const found = readListDate(text, { timezone: "America/New_York", order: "month_first" });
  expect(found?.toString() ?? null).toBe(at);
});

const contactOf = (...record: string[]) => readContact(cellsOf(record, reading.columns), reading);

describe("a row", () => {
  test.each([
    ["", "no_phone"],
    ["12", "invalid_phone"],
    ["call me", "invalid_phone"],
  ])("with the number %j is no contact", (phone, reason) => {
    expect(contactOf(phone)).toBe(reason);
  });

  test.each(["(212) 555-0140", "'+12125550140", "0012125550140", "1.2125550140E+10", "+1 212 555 0140"])(
    "has its number written as %s",
    (phone) => {
      expect(contactOf(phone)).toMatchObject({ phone: "+12125550140" });
    },
  );

  test.each([
    [["2025-01-01", "Checkout", "yes", ""], null],
    [["2025-01-01", "Checkout", "SUBSCRIBED", ""], null],
    [["", "Checkout", "yes", ""], "no_date"],
    [["soon", "Checkout", "yes", ""], "invalid_date"],
    [["1970-01-01", "Checkout", "yes", ""], "invalid_date"],
    [["2027-01-01", "Checkout", "yes", ""], "future_date"],
    [["2025-01-01", "", "yes", ""], "no_source"],
    [["2025-01-01", "Checkout", "NEVER_SUBSCRIBED", ""], "not_subscribed"],
    [["2025-01-01", "Checkout", "", ""], "not_subscribed"],
  ])("with %j lacks %j of its proof", (cells, gap) => {
    expect(contactOf("+12125550140", ...cells)).toMatchObject({ gap, optsOut: false });
  });

  test.each([
    ["", "2024-05-05"],
    ["", "yes"],
    ["UNSUBSCRIBED", ""],
    ["Opted Out", ""],
  ])("with the state %j and the opt-out %j opts out, and gives no consent", (state, out) => {
    expect(contactOf("+12125550140", "2025-01-01", "Checkout", state, out)).toMatchObject({
      optsOut: true,
      proof: null,
    });
  });

  test("of any text never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), (record) => {
        expect(() => contactOf(...record)).not.toThrow();
      }),
    );
  });

  test("never revives a number that said stop or is suppressed, whatever it says", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...consentStates),
        fc.boolean(),
        fc.boolean(),
        fc.date({ min: new Date("2001-01-01"), max: new Date("2026-03-01"), noInvalidDate: true }),
        fc.option(fc.date({ min: new Date("2001-01-01"), max: new Date("2026-03-01"), noInvalidDate: true })),
        (consent, isSuppressed, optsOut, at, consentAt) => {
          const { after } = judgeContact(
            {
              optsOut,
              proof: optsOut ? null : { at: at.toISOString(), source: "list", words: null, level: "confirmed_opt_in" },
            },
            {
              known: {
                id: "s",
                shopId: "shop",
                channel: "sms",
                address: "+12125550140",
                addressHash: "h",
                consent,
                consentAt: consentAt?.toISOString() ?? null,
                level: null,
                source: null,
                wordsVersion: null,
                namesCartReminders: false,
              },
              isSuppressed,
              isNew: false,
              doubleOptIn: false,
              now: NOW.toString(),
              wordsVersion: "list:1",
            },
          );
          const isRevived =
            (isSuppressed || consent === "unsubscribed") && ["subscribed", "pending"].includes(after?.consent ?? "");
          expect(isRevived).toBe(false);
          expect(optsOut ? (after?.consent ?? consent) : "unsubscribed").toBe("unsubscribed");
        },
      ),
    );
  });
});
