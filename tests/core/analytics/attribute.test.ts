import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributeOrders, type DeliveredText } from "#core/analytics/attribute.ts";
import { Temporal } from "#core/time/time.ts";

const placedAt = Temporal.Instant.from("2026-11-20T12:00:00Z");
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
  test.for<[fact: string, texts: DeliveredText[], counts: string | null]>([
    ["for nothing where no text came before", [], null],
    ["for the text before it", [text("a", 3)], "a"],
    ["for the last of several, in whatever order they are told", [text("b", 2), text("a", 40), text("c", 30)], "b"],
    ["for a text just within the days", [text("a", 5 * 24)], "a"],
    ...["transactional", "opt_in", "conversation", "test"].map((kind): [string, DeliveredText[], string | null] => [
      `for the offer before a later ${kind} text, which sells nothing`,
      [text("offer", 30), text("other", 3, { kind })],
      "offer",
    ]),
    ["for nothing where the text before it is about another order", [text("a", 3, { kind: "transactional" })], null],
    [
      "for the text whose code it redeems, before later texts and after the days",
      [text("a", 3), text("with its code", 9 * 24, { isRedeemed: true })],
      "with its code",
    ],
    ["not for one that is a minute too old", [text("a", 5 * 24 + 1 / 60)], null],
    ["not for a text that came after it", [text("a", -1)], null],
    ["not for a text of the very moment", [text("a", 0)], null],
    ["for an old text whose link was clicked within the days", [text("a", 20 * 24, { clickedHoursAgo: 10 })], "a"],
    [
      "for a click rather than a text that came before the click",
      [text("a", 90, { clickedHoursAgo: 2 }), text("b", 20)],
      "a",
    ],
    ["for a text rather than a click before it", [text("a", 90, { clickedHoursAgo: 30 }), text("b", 20)], "b"],
    ["for a text whose link was clicked again after the order", [text("a", 20, { clickedHoursAgo: -5 })], "a"],
    ["not for its own confirmation, should the clocks disagree", [text("a", 1 / 60, { subject: "order:7" })], null],
    ["for what came before its own confirmation", [text("a", 1 / 60, { subject: "order:7" }), text("b", 9)], "b"],
    ["for a text about an earlier order", [text("a", 4, { subject: "order:6" })], "a"],
  ])("%s", ([, texts, counts]) => {
    expect(attributeOrders(order, texts, 5)?.messageId ?? null).toBe(counts);
  });

  test("for the same text however the texts are ordered", () => {
    const texts = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 200 }), fc.option(fc.integer({ min: -50, max: 200 }), { nil: undefined })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (given, days) => {
        const list = given.map(([sent, clicked], at) =>
          text(String(at), sent, clicked === undefined ? {} : { clickedHoursAgo: clicked }),
        );
        const first = attributeOrders(order, list, days);
        expect(attributeOrders(order, list.toReversed(), days)?.messageId).toBe(first?.messageId);
        if (first)
          expect(
            Math.max(
              ...[first.sentAt, first.clickedAt].flatMap((at) =>
                at && Temporal.Instant.compare(at, placedAt) < 0 ? [at.epochMilliseconds] : [],
              ),
            ),
          ).toBeGreaterThanOrEqual(ago(24 * days).epochMilliseconds);
      }),
    );
  });
});
