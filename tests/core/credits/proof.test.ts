import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append, refund, release, reserve, settle, type Entry } from "#core/credits/ledger.ts";
import { verify, type BilledMessage } from "#core/credits/proof.ts";
import { someBooks, type Books } from "./history.ts";

/** Granted 100; m1 cost 4 of 3 held, m2 is under way, m3 was released, m4 refunded. */
function soundBooks(): Books {
  const { entries, end } = append({ balance: 0, reserved: 0, length: 0 }, [
    { type: "grant", amount: 100, reserved: 0, messageId: null },
    reserve("m1", 3),
    settle("m1", 3, 4, { balance: 97, reserved: 3 }),
    reserve("m2", 2),
    reserve("m3", 5),
    release("m3", 5),
    reserve("m4", 6),
    settle("m4", 6, 6, { balance: 88, reserved: 8 }),
    refund("m4", 6),
  ]);
  const messages = [
    { id: "m1", credits: 4, open: false },
    { id: "m2", credits: 2, open: true },
    { id: "m3", credits: 0, open: false },
    { id: "m4", credits: 0, open: false },
  ];
  return { entries, holdings: { balance: end.balance, reserved: end.reserved }, messages };
}

const found = ({ entries, holdings, messages }: Books) => verify(entries, holdings, messages);
const withEntry = (books: Books, index: number, change: Partial<Entry>): Books => ({
  ...books,
  entries: books.entries.map((entry, at) => (at === index ? { ...entry, ...change } : entry)),
});
const withMessage = (books: Books, id: string, change: Partial<BilledMessage>): Books => ({
  ...books,
  messages: books.messages.map((message) => (message.id === id ? { ...message, ...change } : message)),
});

test("books that are in order have nothing to show", () => {
  expect(found(soundBooks())).toEqual([]);
  expect(verify([], { balance: 0, reserved: 0 }, [])).toEqual([]);
});

test("whatever a shop did, its books are in order", () => {
  fc.assert(
    fc.property(someBooks, (books) => {
      expect(found(books)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe("a fault is found, and its row named", () => {
  const books = soundBooks();
  test.for<[fact: string, Books, row: string, problem: RegExp]>([
    ["an amount that was changed", withEntry(books, 1, { amount: -4 }), "CreditEntry seq 1", /says balance 97, its amount makes 96/],
    ["a balance that was changed", withEntry(books, 4, { balanceAfter: 90 }), "CreditEntry seq 4", /says balance 90, its amount makes 89/],
    ["what an entry holds that was changed", withEntry(books, 3, { reserved: 1 }), "CreditEntry seq 3", /says 2 held, its change makes 1/],
    ["what is held after it that was changed", withEntry(books, 3, { reservedAfter: 0 }), "CreditEntry seq 3", /says 0 held, its change makes 2/],
    ["an entry that is missing", { ...books, entries: books.entries.toSpliced(5, 1) }, "CreditEntry seq 6", /is at place 5: an entry is missing or doubled/],
    [
      "an entry that is doubled",
      { ...books, entries: books.entries.toSpliced(5, 0, ...books.entries.slice(5, 6)) },
      "CreditEntry seq 5",
      /is at place 6: an entry is missing or doubled/,
    ],
    ["a last entry that is missing", { ...books, entries: books.entries.slice(0, -1) }, "Shop", /balance is 94, the ledger adds up to 88/],
    ["a shop's balance that is not the ledger's", { ...books, holdings: { ...books.holdings, balance: 95 } }, "Shop", /balance is 95, the ledger adds up to 94/],
    ["a shop that holds what the ledger does not", { ...books, holdings: { ...books.holdings, reserved: 3 } }, "Shop", /3 held, the ledger adds up to 2/],
    ["a message that says it cost something else", withMessage(books, "m1", { credits: 3 }), "Message m1", /should have cost 3, the ledger took 4/],
    ["an open message that says it holds something else", withMessage(books, "m2", { credits: 1 }), "Message m2", /should hold 1, the ledger took 2/],
    ["a closed message that is open", withMessage(books, "m1", { open: true }), "Message m1", /should hold 4, the ledger holds 0/],
    ["an open message that is closed", withMessage(books, "m2", { open: false }), "Message m2", /should hold 0, the ledger holds 2/],
    [
      "a message that the ledger does not know",
      { ...books, messages: [...books.messages, { id: "m5", credits: 1, open: false }] },
      "Message m5",
      /should have cost 1, the ledger took 0/,
    ],
    ["a message that the ledger alone knows", { ...books, messages: books.messages.slice(1) }, "Message m1", /is in the ledger but not among the messages/],
  ])("%s", ([, broken, row, problem]) => {
    expect(found(broken)).toContainEqual({ row, problem: expect.stringMatching(problem) });
  });

  test("a changed amount shows where it is, not in every entry after it", () => {
    expect(found(withEntry(books, 1, { amount: -4 })).map(({ row }) => row)).toEqual(["CreditEntry seq 1", "Shop", "Message m1"]);
  });

  test("a balance that went below zero, even where all adds up", () => {
    const { entries } = append({ balance: 0, reserved: 0, length: 0 }, [reserve("m1", 1)]);
    expect(verify(entries, { balance: -1, reserved: 1 }, [{ id: "m1", credits: 1, open: true }])).toEqual([
      { row: "CreditEntry seq 0", problem: "goes below zero" },
    ]);
  });
});

test("no single change of a number goes unseen", () => {
  const off = fc.integer({ min: -9, max: 9 }).filter((by) => by !== 0);
  fc.assert(
    fc.property(someBooks, fc.nat(), off, fc.constantFrom("amount", "balanceAfter", "reserved", "reservedAfter", "seq"), (books, at, by, field) => {
      fc.pre(books.entries.length > 0);
      const index = at % books.entries.length;
      const entry = books.entries[index];
      expect(found(withEntry(books, index, { [field]: (entry?.[field] ?? 0) + by }))).not.toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("no missing, doubled or misdirected entry goes unseen", () => {
  fc.assert(
    fc.property(someBooks, fc.nat(), (books, at) => {
      fc.pre(books.entries.length > 0);
      const index = at % books.entries.length;
      const entry = books.entries[index];
      if (!entry) return;
      expect(found({ ...books, entries: books.entries.toSpliced(index, 1) })).not.toEqual([]);
      expect(found({ ...books, entries: books.entries.toSpliced(index, 0, entry) })).not.toEqual([]);
      expect(found(withEntry(books, index, { messageId: entry.messageId ? null : "stray" }))).not.toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("no message that says something else than the ledger goes unseen", () => {
  fc.assert(
    fc.property(someBooks, fc.nat(), fc.integer({ min: 1, max: 9 }), (books, at, by) => {
      fc.pre(books.messages.length > 0);
      const message = books.messages[at % books.messages.length];
      if (!message) return;
      expect(found(withMessage(books, message.id, { credits: message.credits + by }))).not.toEqual([]);
      expect(found({ ...books, messages: books.messages.filter(({ id }) => id !== message.id) })).not.toEqual([]);
      if (message.credits > 0) expect(found(withMessage(books, message.id, { open: !message.open }))).not.toEqual([]);
    }),
    { numRuns: 200 },
  );
});
