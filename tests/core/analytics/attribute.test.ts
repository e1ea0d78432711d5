import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditOrder, type DeliveredText } from "#core/analytics/attribute.ts";
import { Temporal } from "#core/time/time.ts";

const placedAt = Temporal.Instant.from("2026-11-20T12:00:00Z");
const windows = { attributionDays: 5, attributionHours: 24 };
const order = { orderId: "7", placedAt };
const ago = (hours: number) => placedAt.subtract({ minutes: Math.round(60 * hours) });

function text(
  messageId: string,
  sentHoursAgo: number,
  more: { clickedHoursAgo?: number; subject?: string; kind?: string; isRedeemed?: boolean } = {},
): DeliveredText {
  const { clickedHoursAgo, subject = "checkout:c", kind = "marketing", isRedeemed = false } = more;
  return {
    messageId,
    automationId: `of ${messageId}`,
    kind,
    subject,
    sentAt: ago(sentHoursAgo),
    clickedAt: clickedHoursAgo === undefined ? null : ago(clickedHoursAgo),
    isRedeemed,
  };
}

describe("an order counts", () => {
  test.for<[fact: string, texts: DeliveredText[], counts: string | null, by?: string]>([
    ["for nothing where no text came before", [], null],
    ["for the text before it", [text("a", 3)], "a", "no_click"],
    ["for the last of several, in whatever order they are told", [text("b", 2), text("a", 20), text("c", 12)], "b"],
    ["for a text just within the hours", [text("a", 24)], "a"],
    ["not for one that is a minute too old", [text("a", 24 + 1 / 60)], null],
    ...["transactional", "opt_in", "conversation", "test"].map((kind): [string, DeliveredText[], string | null] => [
      `for the offer before a later ${kind} text, which sells nothing`,
      [text("offer", 20), text("other", 3, { kind, clickedHoursAgo: 2 })],
      "offer",
    ]),
    ["for nothing where the text before it is about another order", [text("a", 3, { kind: "transactional" })], null],
    [
      "for the text whose code it redeems, before later clicks and after the days",
      [text("a", 3, { clickedHoursAgo: 1 }), text("with its code", 9 * 24, { isRedeemed: true })],
      "with its code",
      "code",
    ],
    ["not for a text that came after it", [text("a", -1)], null],
    ["not for a text of the very moment", [text("a", 0)], null],
    ["for a click just within the days", [text("a", 20 * 24, { clickedHoursAgo: 5 * 24 })], "a", "click"],
    ["not for a click that is a minute too old", [text("a", 20 * 24, { clickedHoursAgo: 5 * 24 + 1 / 60 })], null],
    ["for a click rather than a later text without one", [text("a", 90, { clickedHoursAgo: 80 }), text("b", 2)], "a"],
    [
      "for the last of two clicks, whichever text came last",
      [text("a", 90, { clickedHoursAgo: 3 }), text("b", 20, { clickedHoursAgo: 19 })],
      "a",
      "click",
    ],
    [
      "for the last text where all clicks are too old",
      [text("a", 300, { clickedHoursAgo: 200 }), text("b", 20)],
      "b",
      "no_click",
    ],
    [
      "for a text whose link was clicked again after the order",
      [text("a", 20, { clickedHoursAgo: -5 })],
      "a",
      "no_click",
    ],
    ["not for its own confirmation, should the clocks disagree", [text("a", 1 / 60, { subject: "order:7" })], null],
    [
      "not for its own confirmation, though it was clicked",
      [text("a", 1, { subject: "order:7", clickedHoursAgo: 1 / 60 })],
      null,
    ],
    ["for what came before its own confirmation", [text("a", 1 / 60, { subject: "order:7" }), text("b", 9)], "b"],
    ["for a text about an earlier order", [text("a", 4, { subject: "order:6" })], "a"],
  ])("%s", ([, texts, counts, by]) => {
    const credit = creditOrder(order, texts, windows);
    expect(credit?.text.messageId ?? null).toBe(counts);
    if (by) expect(credit?.by).toBe(by);
  });

  test("for clicks alone where a shop has no hours", () => {
    const none = { attributionDays: 5, attributionHours: 0 };
    expect(creditOrder(order, [text("a", 1)], none)).toBeNull();
    expect(creditOrder(order, [text("a", 2, { clickedHoursAgo: 1 })], none)?.text.messageId).toBe("a");
  });

  test("for one text, the same however the texts are ordered, and within its window", () => {
    const texts = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 200 }), fc.option(fc.integer({ min: -50, max: 200 }), { nil: undefined })),
      { maxLength: 8 },
    );
    const chosen = fc.record({
      attributionDays: fc.integer({ min: 1, max: 30 }),
      attributionHours: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(texts, chosen, (given, set) => {
        const list = given.map(([sent, clicked], at) =>
          text(String(at), sent, clicked === undefined ? {} : { clickedHoursAgo: clicked }),
        );
        const credit = creditOrder(order, list, set);
        expect(creditOrder(order, list.toReversed(), set)).toEqual(credit);
        const clickedInTime = list.filter(
          ({ clickedAt: at }) =>
            at &&
            Temporal.Instant.compare(at, ago(24 * set.attributionDays)) >= 0 &&
            Temporal.Instant.compare(at, placedAt) < 0,
        );
        expect(credit?.by === "click").toBe(clickedInTime.length > 0);
        if (credit?.by === "no_click")
          expect(Temporal.Instant.compare(credit.text.sentAt, ago(set.attributionHours))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
