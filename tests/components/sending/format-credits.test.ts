import { expect, test } from "vitest";
import { creditsFor } from "#core/credits/prices.ts";
import { formatCredits } from "#components/sending/format-credits.ts";

test.for<[string, number, string | null, string]>([
  ["US", 1, "US", "1 credit in the US and Canada"],
  ["US", 1, "CA", "1 credit in the US and Canada"],
  ["US", 1, "GB", "1 credit in the US and Canada, 4 for this customer (UK)"],
  ["US", 2, "GB", "2 credits in the US and Canada, 8 for this customer (UK)"],
  ["GB", 1, "GB", "4 credits in the UK"],
  ["GB", 1, "US", "4 credits in the UK, 1 for this customer (US)"],
  ["US", 1, "RU", "1 credit in the US and Canada, not sent to this customer (Russia)"],
  ["US", 1, null, "1 credit in the US and Canada, this customer has no number"],
])("a shop in %s, %i segments, a customer in %s: %s", ([country, segments, theirs, told]) => {
  const credits = theirs === null ? null : creditsFor(segments, theirs);
  expect(formatCredits({ segments, credits, country: theirs }, country)).toBe(told);
});
