import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressOrigins,
  chooseNumber,
  defaultAddressOf,
  type KnownNumber,
  mergeAddresses,
  noState,
  type ObservedAddress,
} from "#core/customers/addresses.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const day = (n: number) => NOW.add({ hours: 24 * n }).toString();
const phone = (address: string, origin: ObservedAddress["origin"]): ObservedAddress => ({
  channel: "sms",
  address,
  origin,
});
const [OWN, ORDER, BILLING, OTHER] = ["+15125550182", "+15125550111", "+15125550122", "+13035550133"] as const;

describe("the number that texts go to", () => {
  const defaultAfter = (...seen: [ObservedAddress, number][]) =>
    defaultAddressOf(
      seen.reduce((known, [address, n]) => mergeAddresses(known, [address], day(n)), mergeAddresses([], [], day(0))),
      "sms",
    );

  test("is the account's before the order's, the order's before the billing address's, whatever came last", () => {
    expect(defaultAfter([phone(OWN, "customer"), 1], [phone(ORDER, "order"), 2], [phone(BILLING, "billing"), 3])).toBe(
      OWN,
    );
    expect(defaultAfter([phone(BILLING, "billing"), 3], [phone(ORDER, "order"), 2])).toBe(ORDER);
  });

  test("is never that of a parcel to another person", () => {
    expect(defaultAfter([phone(OTHER, "delivery"), 9])).toBeNull();
    expect(defaultAfter([phone(OWN, "billing"), 1], [phone(OTHER, "delivery"), 9])).toBe(OWN);
  });

  test("is the account's new number once the account has a new one, and the old one is a former one", () => {
    expect(defaultAfter([phone(OWN, "customer"), 1], [phone(OTHER, "customer"), 2])).toBe(OTHER);
    expect(defaultAfter([phone(OTHER, "customer"), 2], [phone(OWN, "customer"), 1])).toBe(OTHER);
    expect(defaultAfter([phone(OWN, "customer"), 1], [phone(OTHER, "customer"), 2], [phone(OWN, "customer"), 3])).toBe(
      OWN,
    );
  });

  test("is the same in whatever order the events arrive", () => {
    const sighting = fc.record({
      address: fc.constantFrom(OWN, ORDER, BILLING, OTHER),
      origin: fc.constantFrom(...addressOrigins),
    });
    const history = fc
      .array(sighting, { minLength: 1, maxLength: 7 })
      .map((all) => all.map(({ address, origin }, n): [ObservedAddress, number] => [phone(address, origin), n]))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(history, ([inOrder, arrived]) => expect(defaultAfter(...arrived)).toBe(defaultAfter(...inOrder))),
      { numRuns: 500 },
    );
  });
});

describe("the number chosen for a text", () => {
  const number = (address: string, more: Partial<KnownNumber> = {}): KnownNumber => ({
    ...noState,
    channel: "sms",
    address,
    origin: "customer",
    seenAt: day(0),
    formerSince: null,
    ...more,
  });
  const agreed = { consent: "subscribed", consentAt: day(1) } as const;
  const chosen = (marketing: boolean, ...numbers: KnownNumber[]) => {
    const choice = chooseNumber(numbers, { marketing, now: NOW });
    return choice && [choice.number.address, choice.why];
  };

  test("is, for marketing, the number that agreed", () => {
    expect(chosen(true, number(OWN), number(ORDER, { origin: "order", ...agreed }))).toEqual([ORDER, "subscribed"]);
    expect(chosen(false, number(OWN), number(ORDER, { origin: "order", ...agreed }))).toEqual([OWN, "customer"]);
  });

  test("is not another number, where the customer stopped after they had agreed on it", () => {
    const other = number(ORDER, { origin: "order", ...agreed });
    expect(chosen(true, number(OWN, { consent: "unsubscribed", consentAt: day(2) }), other)).toEqual([OWN, "customer"]);
    expect(chosen(true, number(OWN, { suppressed: true, consentAt: day(2) }), other)).toEqual([OWN, "customer"]);
    expect(chosen(true, number(OWN, { consent: "unsubscribed", consentAt: day(0) }), other)).toEqual([
      ORDER,
      "subscribed",
    ]);
  });

  test("is one that can be reached before one that cannot, until that is forgotten", () => {
    const landline = { unreachable: { code: "30006", since: day(-1), until: day(1) } };
    expect(chosen(false, number(OWN, landline), number(ORDER, { origin: "order" }))).toEqual([ORDER, "reachable"]);
    const forgotten = { unreachable: { ...landline.unreachable, until: day(-1) } };
    expect(chosen(false, number(OWN, forgotten), number(ORDER, { origin: "order" }))).toEqual([OWN, "customer"]);
  });

  test("is none where only former numbers and parcels' numbers are known", () => {
    expect(chosen(true, number(OWN, { formerSince: day(0), ...agreed }), number(OTHER, { origin: "delivery" }))).toBeNull();
  });
});
