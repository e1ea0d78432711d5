import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendMovement, refund, release, reserve, settle } from "#core/credits/ledger.ts";
import { changed, prove, without, type Books } from "../books.ts";
import { someBooks } from "../history.ts";

/**
 * Granted 100, bought 20. m1 cost 4 with 3 reserved, m2 is being sent, m3 was released, m4 refunded, m5 closed as
 * unknown and charged later, m6 is an e-mail.
 */
function soundBooks(): Books {
  const { entries, end } = appendMovement({ balance: 0, reserved: 0, length: 0 }, [
    { type: "grant", amount: 100, reserved: 0, messageId: null },
    { id: "p1", type: "purchase", amount: 20, reserved: 0, messageId: null },
    reserve("m1", 3),
    settle("m1", 3, 4, { balance: 117, reserved: 3 }),
    reserve("m2", 2),
    reserve("m3", 5),
    release("m3", 5),
    reserve("m4", 6),
    settle("m4", 6, 6, { balance: 108, reserved: 8 }),
    refund("m4", 6),
    reserve("m5", 1),
    release("m5", 1),
    { type: "adjust", amount: -1, reserved: 0, messageId: "m5" },
    { type: "adjust", amount: -3, reserved: 0, messageId: null },
  ]);
  const sms = { channel: "sms", ofStep: true } as const;
  return {
    entries: entries.map((entry) => ({ ...entry, id: entry.id ?? `e${entry.seq}` })),
    shop: { name: "juniper", ...end },
    messages: [
      { ...sms, id: "m1", status: "delivered", credits: 4 },
      { ...sms, id: "m2", status: "unknown", credits: 2 },
      { ...sms, id: "m3", status: "failed", credits: 0 },
      { ...sms, id: "m4", status: "failed", credits: 0 },
      { ...sms, id: "m5", status: "sent", credits: 1 },
      { ...sms, id: "m6", status: "sent", channel: "email", credits: 0 },
    ],
    logs: [
      { id: "l1", status: "sent", credits: 4, messageId: "m1" },
      { id: "l3", status: "failed", credits: 0, messageId: "m3" },
      { id: "l4", status: "sent", credits: 6, messageId: "m4" },
      { id: "l5", status: "sent", credits: 1, messageId: "m5" },
      { id: "l6", status: "sent", credits: 0, messageId: "m6" },
    ],
    purchases: [
      { id: "p1", status: "active", credits: 20 },
      { id: "p2", status: "declined", credits: 20 },
      { id: "p3", status: "pending", credits: 20 },
    ],
  };
}

const nothing: Books = {
  entries: [],
  shop: { name: "juniper", balance: 0, reserved: 0, length: 0 },
  messages: [],
  logs: [],
  purchases: [],
};

test("books that are in order have nothing to show", () => {
  expect(prove(soundBooks())).toEqual([]);
  expect(prove(nothing)).toEqual([]);
});

test("whatever a shop did, its books are in order, in pages of any size", () => {
  fc.assert(
    fc.property(someBooks, fc.integer({ min: 1, max: 50 }), (books, page) => {
      expect(prove(books, page)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe("a fault is found, and its row named", () => {
  const books = soundBooks();
  const entry = (id: string, change: Partial<Books["entries"][number]>) => changed(books, "entries", id, change);
  const doubled = (at: number): Books => ({
    ...books,
    entries: books.entries.toSpliced(at, 0, ...books.entries.slice(at, at + 1)),
  });
  const shop = (change: Partial<Books["shop"]>): Books => ({ ...books, shop: { ...books.shop, ...change } });

  test.for<[fact: string, Books, row: string, problem: RegExp]>([
    [
      "an amount that was changed",
      entry("e2", { amount: -4 }),
      "CreditEntry e2 (number 2)",
      /says balance 117, its amount makes 116/,
    ],
    [
      "a balance that was changed",
      entry("e5", { balanceAfter: 90 }),
      "CreditEntry e5 (number 5)",
      /says balance 90, its amount makes 109/,
    ],
    [
      "what an entry holds that was changed",
      entry("e4", { reserved: 1 }),
      "CreditEntry e4 (number 4)",
      /says 2 held, its change makes 1/,
    ],
    [
      "what is held after it that was changed",
      entry("e4", { reservedAfter: 0 }),
      "CreditEntry e4 (number 4)",
      /says 0 held, its change makes 2/,
    ],
    [
      "an entry that is missing",
      without(books, "entries", "e6"),
      "CreditEntry e7 (number 7)",
      /is at place 6: an entry is missing or doubled/,
    ],
    [
      "an entry that is doubled",
      doubled(6),
      "CreditEntry e6 (number 6)",
      /is at place 7: an entry is missing or doubled/,
    ],
    [
      "an entry that goes below zero",
      entry("e13", { amount: -200, balanceAfter: -90 }),
      "CreditEntry e13 (number 13)",
      /goes below zero/,
    ],
    [
      "a grant that takes",
      entry("e0", { amount: -100 }),
      "CreditEntry e0 (number 0)",
      /is no grant: it moves the balance by -100/,
    ],
    [
      "a grant that is called a release",
      entry("e0", { type: "release" }),
      "CreditEntry e0 (number 0)",
      /is no release/,
    ],
    [
      "a refund of no message",
      entry("e9", { messageId: null }),
      "CreditEntry e9 (number 9)",
      /is a refund of no message/,
    ],
    [
      "a grant that names a message",
      entry("e0", { messageId: "m1" }),
      "CreditEntry e0 (number 0)",
      /is a grant, and names message m1/,
    ],
    [
      "an entry of a message that is not there",
      entry("e4", { messageId: "m9" }),
      "CreditEntry e4 (number 4)",
      /names message m9, which the shop has not sent/,
    ],
    [
      "a purchase that nobody made",
      without(books, "purchases", "p1"),
      "CreditEntry p1 (number 1)",
      /is a purchase that nobody made/,
    ],
    [
      "a last entry that is missing",
      without(books, "entries", "e13"),
      "Shop juniper",
      /balance is 110, the ledger adds up to 113/,
    ],
    [
      "a last entry that is missing, and the balance with it",
      { ...without(books, "entries", "e13"), shop: { ...books.shop, balance: 113 } },
      "Shop juniper",
      /counts 14 entries, the ledger has 13/,
    ],
    [
      "a shop's balance that is not the ledger's",
      shop({ balance: 95 }),
      "Shop juniper",
      /balance is 95, the ledger adds up to 110/,
    ],
    [
      "a shop that holds what the ledger does not",
      shop({ reserved: 3 }),
      "Shop juniper",
      /3 held, the ledger adds up to 2/,
    ],
    [
      "a purchase that was paid for and gave nothing",
      changed(books, "purchases", "p3", { status: "active" }),
      "CreditPurchase p3",
      /is paid for, and its 20 credits are not in the ledger/,
    ],
    [
      "a purchase that was declined and gave credits",
      changed(books, "purchases", "p1", { status: "declined" }),
      "CreditPurchase p1",
      /is declined, and its credits are in the ledger/,
    ],
    [
      "a purchase that gave other credits",
      changed(books, "purchases", "p1", { credits: 30 }),
      "CreditPurchase p1",
      /is of 30 credits, the ledger gave 20/,
    ],
    [
      "a purchase that is written down as a grant",
      entry("p1", { type: "grant" }),
      "CreditPurchase p1",
      /is in the ledger as a grant/,
    ],
    [
      "a message that says it cost something else",
      changed(books, "messages", "m1", { credits: 3 }),
      "Message m1",
      /should have cost 3, the ledger took 4/,
    ],
    [
      "an open message that says it holds something else",
      changed(books, "messages", "m2", { credits: 1 }),
      "Message m2",
      /should hold 1, the ledger took 2/,
    ],
    [
      "a closed message that is open",
      changed(books, "messages", "m1", { status: "sending" }),
      "Message m1",
      /should hold 4, the ledger holds 0/,
    ],
    [
      "an open message that is closed",
      changed(books, "messages", "m2", { status: "failed" }),
      "Message m2",
      /should hold 0, the ledger holds 2/,
    ],
    [
      "a text that went out and cost nothing",
      changed(books, "messages", "m6", { channel: "sms", credits: 1 }),
      "Message m6",
      /should have cost 1, the ledger took 0/,
    ],
    [
      "a text that failed and was not paid back",
      changed(books, "messages", "m1", { status: "failed" }),
      "Message m1",
      /has failed, and cost 4/,
    ],
    [
      "a step's text that nobody paid for",
      changed(books, "messages", "m6", { channel: "sms" }),
      "Message m6",
      /is sent, and its credits were moved by nothing/,
    ],
    [
      "an e-mail that cost something",
      changed(books, "messages", "m1", { channel: "email" }),
      "Message m1",
      /is an email, which costs nothing/,
    ],
    [
      "a text that went out and was released",
      entry("e3", { type: "release", amount: 3 }),
      "Message m1",
      /is delivered, and its credits were moved by reserve, release/,
    ],
    [
      "credits taken late for a text that was settled",
      entry("e11", { type: "settle" }),
      "Message m5",
      /is sent, and its credits were moved by reserve, settle, adjust/,
    ],
    [
      "a log that says it cost something else",
      changed(books, "logs", "l1", { credits: 3 }),
      "AutomationLog l1",
      /says 3 credits, message m1 cost 4/,
    ],
    [
      "a log that was cleared when the text was paid back",
      changed(books, "logs", "l4", { credits: 0 }),
      "AutomationLog l4",
      /says 0 credits, message m4 cost 6/,
    ],
    [
      "a log of an e-mail that says it cost something",
      changed(books, "logs", "l6", { credits: 1 }),
      "AutomationLog l6",
      /says 1 credits, message m6 cost 0/,
    ],
    [
      "a sent log whose message did not go out",
      changed(books, "messages", "m1", { status: "pending" }),
      "AutomationLog l1",
      /says that message m1 was sent, which is pending/,
    ],
    [
      "a sent log of a text that was refused",
      changed(books, "logs", "l3", { status: "sent" }),
      "AutomationLog l3",
      /says that message m3 was sent, which is failed/,
    ],
    [
      "a sent log that names no message",
      changed(books, "logs", "l1", { messageId: null }),
      "AutomationLog l1",
      /says that a message was sent, and names none/,
    ],
    [
      "a sent log of a message that is not there",
      without(books, "messages", "m6"),
      "AutomationLog l6",
      /names message m6, which the shop has not sent/,
    ],
    [
      "a log that says what nothing cost",
      changed(books, "logs", "l3", { credits: 5 }),
      "AutomationLog l3",
      /says 5 credits, and that nothing was sent/,
    ],
    ["a text that went out and has no log", without(books, "logs", "l1"), "Message m1", /went out, and no log says so/],
    [
      "an e-mail that went out and has no log",
      without(books, "logs", "l6"),
      "Message m6",
      /went out, and no log says so/,
    ],
    [
      "a text that failed later, and has no log of having gone out",
      without(books, "logs", "l4"),
      "Message m4",
      /went out, and no log says so/,
    ],
    [
      "a text that two logs tell of",
      { ...books, logs: [...books.logs, { id: "l9", status: "sent", credits: 4, messageId: "m1" }] },
      "Message m1",
      /is told of as sent by 2 logs: l1, l9/,
    ],
  ])("%s", ([, broken, row, problem]) => {
    expect(prove(broken)).toContainEqual({ row, problem: expect.stringMatching(problem) });
  });

  test("a changed amount shows where it is, not in every entry after it", () => {
    expect(new Set(prove(entry("e2", { amount: -4 })).map(({ row }) => row))).toEqual(
      new Set(["CreditEntry e2 (number 2)", "Shop juniper", "Message m1"]),
    );
  });

  test("a message that is no step's has no log to have", () => {
    expect(prove(changed(without(books, "logs", "l1"), "messages", "m1", { ofStep: false }))).toEqual([]);
  });
});

/** A random row of a table; skips histories in which it is empty. */
function rowOf<T>(rows: readonly T[], at: number): T {
  const row = rows[at % rows.length];
  fc.pre(row !== undefined);
  return row;
}

describe("in any history", () => {
  test("no single change of a number in the ledger goes unseen", () => {
    const off = fc.integer({ min: -9, max: 9 }).filter((by) => by !== 0);
    fc.assert(
      fc.property(
        someBooks,
        fc.nat(),
        off,
        fc.constantFrom(
          "amount" as const,
          "balanceAfter" as const,
          "reserved" as const,
          "reservedAfter" as const,
          "seq" as const,
        ),
        (books, at, by, field) => {
          const entry = rowOf(books.entries, at);
          expect(prove(changed(books, "entries", entry.id, { [field]: entry[field] + by }))).not.toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("no missing, doubled or misdirected entry goes unseen", () => {
    fc.assert(
      fc.property(someBooks, fc.nat(), (books, at) => {
        const entry = rowOf(books.entries, at);
        expect(prove(without(books, "entries", entry.id))).not.toEqual([]);
        expect(
          prove({ ...books, entries: books.entries.toSpliced(books.entries.indexOf(entry), 0, entry) }),
        ).not.toEqual([]);
        expect(prove(changed(books, "entries", entry.id, { messageId: entry.messageId ? null : "stray" }))).not.toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });

  test("no message that says something else than the ledger goes unseen", () => {
    fc.assert(
      fc.property(someBooks, fc.nat(), fc.integer({ min: 1, max: 9 }), (books, at, by) => {
        const message = rowOf(books.messages, at);
        expect(prove(changed(books, "messages", message.id, { credits: message.credits + by }))).not.toEqual([]);
        expect(prove(without(books, "messages", message.id))).not.toEqual([]);
        const other = message.status === "sending" ? "sent" : "sending";
        if (message.channel === "sms")
          expect(prove(changed(books, "messages", message.id, { status: other }))).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("no log that says something else, or is gone, goes unseen", () => {
    fc.assert(
      fc.property(someBooks, fc.nat(), fc.integer({ min: 1, max: 9 }), (books, at, by) => {
        const log = rowOf(books.logs, at);
        expect(prove(changed(books, "logs", log.id, { credits: log.credits + by }))).not.toEqual([]);
        expect(
          prove(changed(books, "logs", log.id, { status: log.status === "sent" ? "failed" : "sent" })),
        ).not.toEqual([]);
        expect(prove(without(books, "logs", log.id)).length).toBe(log.status === "sent" ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  });

  test("no purchase that says something else goes unseen", () => {
    fc.assert(
      fc.property(someBooks, fc.nat(), (books, at) => {
        const purchase = rowOf(books.purchases, at);
        expect(
          prove(
            changed(books, "purchases", purchase.id, { status: purchase.status === "active" ? "pending" : "active" }),
          ),
        ).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
