import { expect, test } from "vitest";
import { isBucketFull, takeToken, type Bucket } from "#core/intake/token-bucket.ts";
import { Temporal } from "#core/time/time.ts";

const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
const SIZE = { capacity: 3, perSecond: 0.5 };

test("a full bucket gives its capacity at once, then says how long to wait", () => {
  let bucket: Bucket | undefined;
  const answers = Array.from({ length: 4 }, () => {
    const taken = takeToken(bucket, NOW, SIZE);
    bucket = taken.bucket;
    return taken.granted ? "granted" : taken.retryAfter;
  });
  expect(answers).toEqual(["granted", "granted", "granted", 2]);
});

test("it fills up again with time, to its capacity and not beyond", () => {
  const empty: Bucket = { tokens: 0, at: NOW };
  expect(takeToken(empty, NOW.add({ milliseconds: 1_999 }), SIZE)).toMatchObject({ granted: false, retryAfter: 1 });
  expect(takeToken(empty, NOW.add({ seconds: 2 }), SIZE)).toMatchObject({ granted: true, bucket: { tokens: 0 } });
  expect(takeToken(empty, NOW.add({ hours: 1 }), SIZE)).toMatchObject({ granted: true, bucket: { tokens: 2 } });
});

test("a refusal costs nothing", () => {
  const refused = takeToken({ tokens: 0.5, at: NOW }, NOW, SIZE);
  expect(takeToken(refused.bucket, NOW.add({ seconds: 1 }), SIZE).granted).toBe(true);
});

test("a clock that is set back takes nothing away", () => {
  expect(takeToken({ tokens: 1, at: NOW }, NOW.subtract({ hours: 1 }), SIZE).granted).toBe(true);
});

test("one that has filled up need not be remembered", () => {
  expect(isBucketFull({ tokens: 0, at: NOW }, NOW.add({ seconds: 5 }), SIZE)).toBe(false);
  expect(isBucketFull({ tokens: 0, at: NOW }, NOW.add({ seconds: 6 }), SIZE)).toBe(true);
});
