import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressOrigins,
  byOrigin,
  chooseNumber,
  type CustomerAddress,
  defaultAddressOf,
  type KnownNumber,
  mergeAddresses,
  noState,
  type ObservedAddress,
} from "#core/customers/addresses.ts";
import { consentStates } from "#core/statuses.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const day = (n: number) => NOW.add({ hours: 24 * n }).toString();
const phone = (address: string, origin: ObservedAddress["origin"]): ObservedAddress => ({
  channel: "sms",
  address,
  origin,
});
type Sighting = readonly [ObservedAddress, number];
const [OWN, ORDER, BILLING, OTHER] = ["+15125550182", "+15125550111", "+15125550122", "+13035550133"] as const;

describe("the number that texts go to", () => {
  const defaultAfter = (...seen: readonly Sighting[]) =>
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

  test("of two that came at the same instant from the same place is the same, whichever arrived first", () => {
    const [one, two] = [phone(ORDER, "order"), phone(OTHER, "order")];
    expect(defaultAfter([one, 1], [two, 1])).toBe(defaultAfter([two, 1], [one, 1]));
    const [first, second] = [phone(OWN, "customer"), phone(OTHER, "customer")];
    expect(defaultAfter([first, 1], [second, 1])).toBe(defaultAfter([second, 1], [first, 1]));
  });
});

describe("the addresses on file", () => {
  const fileOf = (...seen: readonly Sighting[]): CustomerAddress[] =>
    seen
      .reduce<CustomerAddress[]>((known, [address, n]) => mergeAddresses(known, [address], day(n)), [])
      .toSorted((a, b) => (a.channel + a.address < b.channel + b.address ? -1 : 1));
  const fileRow = (address: string, ...seen: Sighting[]) => fileOf(...seen).find((row) => row.address === address);

  test("a former number is one since the account's next number, and current once the account has it again", () => {
    const [own, next, last] = [phone(OWN, "customer"), phone(ORDER, "customer"), phone(OTHER, "customer")];
    const former = { origin: "customer", seenAt: day(1), formerSince: day(2) };
    expect(fileRow(OWN, [own, 1], [next, 2], [last, 3])).toMatchObject(former);
    expect(fileRow(OWN, [last, 3], [next, 2], [own, 1])).toMatchObject(former);
    expect(fileRow(OWN, [own, 1], [next, 2], [own, 4])).toMatchObject({ seenAt: day(4), formerSince: null });
    expect(fileRow(ORDER, [own, 1], [next, 2], [own, 4])).toMatchObject({ formerSince: day(4) });
  });

  test("a number has its surest origin, and the latest time at which it came from there", () => {
    const sure = { origin: "order", seenAt: day(5), formerSince: null };
    expect(fileRow(OWN, [phone(OWN, "delivery"), 9], [phone(OWN, "order"), 2], [phone(OWN, "order"), 5])).toMatchObject(
      sure,
    );
    expect(fileRow(OWN, [phone(OWN, "order"), 5], [phone(OWN, "billing"), 7], [phone(OWN, "order"), 2])).toMatchObject(
      sure,
    );
  });

  test("an account's new e-mail address replaces no number, and no number an e-mail address", () => {
    const mail: ObservedAddress = { channel: "email", address: "rosa@example.com", origin: "customer" };
    expect(fileOf([phone(OWN, "customer"), 1], [mail, 2]).map(({ formerSince }) => formerSince)).toEqual([null, null]);
  });

  test("numbers of orders do not replace one another", () => {
    expect(
      fileOf([phone(ORDER, "order"), 1], [phone(OTHER, "order"), 2]).map(({ formerSince }) => formerSince),
    ).toEqual([null, null]);
  });

  test("a number that came to the customer as a former one stays one, until it is seen after that", () => {
    const merged: CustomerAddress = { ...phone(ORDER, "order"), seenAt: day(1), formerSince: day(5) };
    const seenOn = (n: number) => mergeAddresses([merged], [phone(ORDER, "order")], day(n))[0]?.formerSince;
    expect([seenOn(2), seenOn(6)]).toEqual([day(5), null]);
    expect(mergeAddresses([merged], [phone(OTHER, "order")], day(9))[0]?.formerSince).toBe(day(5));
  });

  /** Sightings, some at the same instant, and the same ones in another order. */
  const histories = fc
    .array(
      fc.tuple(
        fc.record({
          channel: fc.constantFrom("sms" as const, "email" as const),
          address: fc.constantFrom(OWN, ORDER, BILLING, OTHER),
          origin: fc.constantFrom(...addressOrigins),
        }),
        fc.integer({ min: 0, max: 5 }),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

  test("are the same in whatever order the events arrive, and however often", () => {
    fc.assert(
      fc.property(histories, ([inOrder, arrived]) => {
        expect(fileOf(...arrived)).toEqual(fileOf(...inOrder));
        expect(fileOf(...arrived, ...inOrder)).toEqual(fileOf(...inOrder));
        for (const channel of ["sms", "email"] as const)
          expect(defaultAddressOf(fileOf(...arrived), channel)).toBe(defaultAddressOf(fileOf(...inOrder), channel));
      }),
      { numRuns: 500 },
    );
  });

  test("of the account's numbers one is current: the latest", () => {
    fc.assert(
      fc.property(histories, ([seen]) => {
        for (const channel of ["sms", "email"] as const) {
          const ofAccount = fileOf(...seen).filter((row) => row.channel === channel && row.origin === "customer");
          const current = ofAccount.filter(({ formerSince }) => formerSince === null);
          expect(current).toHaveLength(Math.min(1, ofAccount.length));
          for (const { seenAt } of ofAccount) expect(seenAt <= (current[0]?.seenAt ?? "")).toBe(true);
        }
      }),
      { numRuns: 300 },
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
    const choice = chooseNumber(numbers, { prefers: marketing ? "subscribed" : null, now: NOW });
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

  test("is, for the question of a double opt-in, the number that asked for texts", () => {
    const asked = number(ORDER, { origin: "order", consent: "pending", consentAt: day(1) });
    const choice = chooseNumber([number(OWN, agreed), asked], { prefers: "pending", now: NOW });
    expect(choice?.number.address).toBe(ORDER);
  });

  test("is one that can be reached before one that cannot, until that is forgotten", () => {
    const landline = { unreachable: { code: "30006", since: day(-1), until: day(1) } };
    expect(chosen(false, number(OWN, landline), number(ORDER, { origin: "order" }))).toEqual([ORDER, "reachable"]);
    const forgotten = { unreachable: { ...landline.unreachable, until: day(-1) } };
    expect(chosen(false, number(OWN, forgotten), number(ORDER, { origin: "order" }))).toEqual([OWN, "customer"]);
  });

  test("is, of those that agreed, the surest as the customer's own, whatever else they are seen as", () => {
    const [billing, order] = [number(BILLING, { origin: "billing", ...agreed }), number(ORDER, { origin: "order" })];
    expect(chosen(true, billing, order)).toEqual([BILLING, "subscribed"]);
    expect(chosen(true, billing, { ...order, ...agreed })).toEqual([ORDER, "order"]);
    expect(chosen(false, billing, order)).toEqual([ORDER, "order"]);
  });

  test("is, for marketing, one that was asked rather than one that was not, and one that agreed before both", () => {
    const asked = number(ORDER, { origin: "order", consent: "pending" });
    expect(chosen(true, number(OWN), asked)).toEqual([ORDER, "pending"]);
    expect(chosen(true, asked, number(BILLING, { origin: "billing", ...agreed }))).toEqual([BILLING, "subscribed"]);
  });

  const state = fc.record({
    address: fc.constantFrom(OWN, ORDER, BILLING, OTHER),
    origin: fc.constantFrom(...addressOrigins),
    seenAt: fc.integer({ min: -9, max: 0 }).map(day),
    formerSince: fc.constantFrom(null, null, day(0)),
    consent: fc.constantFrom(...consentStates),
    consentAt: fc.constantFrom(null, day(-2), day(-1)),
    suppressed: fc.boolean(),
    unreachable: fc.constantFrom(null, { code: "30006", since: day(-1), until: day(1) }),
  });
  const anyNumbers = fc
    .uniqueArray(state, { selector: ({ address }) => address })
    .map((all) => all.map(({ address, ...more }) => number(address, more)));

  test("is always a current one of the customer's own, and there is one where there is such a number", () => {
    fc.assert(
      fc.property(anyNumbers, fc.boolean(), (numbers, marketing) => {
        const own = numbers.filter(({ origin, formerSince }) => origin !== "delivery" && formerSince === null);
        const choice = chooseNumber(numbers, { prefers: marketing ? "subscribed" : null, now: NOW });
        expect(choice === null).toBe(own.length === 0);
        if (choice) expect(own).toContain(choice.number);
      }),
    );
  });

  test("is the same in whatever order the numbers are listed", () => {
    const listed = anyNumbers.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(listed, fc.boolean(), ([one, other], marketing) => {
        expect(chooseNumber(other, { prefers: marketing ? "subscribed" : null, now: NOW })).toEqual(
          chooseNumber(one, { prefers: marketing ? "subscribed" : null, now: NOW }),
        );
      }),
    );
  });

  test("is never one that agreed before the customer withdrew the consent of their first number", () => {
    fc.assert(
      fc.property(anyNumbers, (numbers) => {
        const choice = chooseNumber(numbers, { prefers: "subscribed", now: NOW });
        const [first] = numbers
          .filter(({ origin, formerSince }) => origin !== "delivery" && formerSince === null)
          .toSorted(byOrigin);
        const stopped = first && (first.suppressed || first.consent === "unsubscribed");
        if (!choice || !stopped || choice.number === first) return;
        expect((choice.number.consentAt ?? "") > (first.consentAt ?? "9999")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("is none where only former numbers and parcels' numbers are known", () => {
    expect(
      chosen(true, number(OWN, { formerSince: day(0), ...agreed }), number(OTHER, { origin: "delivery" })),
    ).toBeNull();
  });
});
