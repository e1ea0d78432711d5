import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movesForward, readProviderStatus } from "#core/sending/delivery-status.ts";
import { messageStatuses, type MessageStatus } from "#core/statuses.ts";

test.for([
  ["accepted", "sent"],
  ["scheduled", "sent"],
  ["queued", "sent"],
  ["sending", "sent"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "delivered"],
  ["undelivered", "undelivered"],
  ["failed", "failed"],
  ["canceled", "failed"],
  ["received", null],
  ["DELIVERED", null],
  ["", null],
] as const)("the provider's %j is our %j", ([word, status]) => {
  expect(readProviderStatus(word)).toBe(status);
});

describe("a status moves", () => {
  test.for([
    ["pending", "sending"],
    ["sending", "sent"],
    ["unknown", "sent"],
    ["unknown", "failed"],
    ["sending", "delivered"],
    ["sent", "undelivered"],
    ["sent", "failed"],
    ["sent", "delivered"],
    ["undelivered", "delivered"],
    ["failed", "delivered"],
  ] as const)("from %s on to %s, and not back", ([from, to]) => {
    expect(movesForward(from, to)).toBe(true);
    expect(movesForward(to, from)).toBe(false);
  });

  test.for(messageStatuses)("never from %s to itself", (status) => {
    expect(movesForward(status, status)).toBe(false);
  });

  test("never away from delivered", () => {
    for (const status of messageStatuses) expect(movesForward("delivered", status)).toBe(false);
  });
});

/** The progress of each status; all failures rank the same. */
const FURTHEST = ["sent", "undelivered", "failed", "delivered"] as const;
const onePath = fc.constantFrom("undelivered", "failed").chain((ending) =>
  fc.array(fc.constantFrom("accepted", "queued", "sending", "sent", "delivered", "read", ending), {
    minLength: 1,
    maxLength: 8,
  }),
);

test("reports late, twice and in any order leave a text at the furthest of them", () => {
  fc.assert(
    fc.property(
      onePath.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length }))),
      ([words, arrived]) => {
        let status: MessageStatus = "sending";
        for (const word of arrived) {
          const reported = readProviderStatus(word);
          if (reported && movesForward(status, reported)) status = reported;
        }
        const furthest = FURTHEST.findLast((one) => words.some((word) => readProviderStatus(word) === one));
        expect(status).toBe(furthest);
      },
    ),
  );
});
