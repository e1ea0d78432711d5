import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerMerger, type FetchedCustomer, type CustomerObservation } from "#core/customers/customer-merger.ts";
import { blankRecord, type CustomerRecord } from "#core/customers/record.ts";
import { emptyEvent, type ObservedConsent, type ObservedCustomer } from "#core/intake/define.ts";
import { customerRef } from "#core/intake/shapes.ts";
import type { ConsentState } from "#core/statuses.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const minute = (n: number) => NOW.add({ minutes: n }).toString();
const person: ObservedCustomer = {
  shopifyId: "7001",
  phone: "+12125550147",
  email: "rosa@example.com",
  firstName: "Rosa",
  lastName: null,
  countryCode: "US",
  provinceCode: "NY",
  locale: null,
  updatedAt: null,
};
const rosa: CustomerRecord = {
  ...blankRecord("c1", "shop", "7001"),
  phone: "+12125550147",
  addresses: [{ channel: "sms", address: "+12125550147", origin: "customer", seenAt: minute(-9), formerSince: null }],
  firstName: "Rosa",
};
const consent = (state: ConsentState, updatedAt: string | null): ObservedConsent => ({
  state,
  address: null,
  optInLevel: null,
  source: "OTHER",
  updatedAt,
});

function bookOf(...known: CustomerRecord[]): CustomerMerger {
  let made = 0;
  return new CustomerMerger(known, { now: NOW, newId: () => `new${++made}` });
}
const sighting = (
  n: number,
  normalizedEvent: Partial<CustomerObservation["normalizedEvent"]>,
): CustomerObservation => ({
  eventId: `e${n}`,
  shopId: "shop",
  seenAt: minute(n),
  normalizedEvent: { ...emptyEvent, customerId: "c1", ...normalizedEvent },
});

describe("a birthday", () => {
  const eventOf = (birthday: string): Partial<CustomerObservation["normalizedEvent"]> => ({
    customer: { ...customerRef({ shopifyId: null }), birthday },
  });
  const answer = (birthday: string | null): FetchedCustomer => ({
    customer: { ...person, birthday },
    purchases: null,
    consent: consent("not_subscribed", null),
    emailConsent: consent("not_subscribed", null),
  });

  test("is Shopify's answer, unless an event has set it", () => {
    const book = bookOf(rosa, { ...rosa, id: "c2", birthday: "02-29" });
    book.apply(sighting(1, {}), answer("03-14"));
    book.apply(sighting(2, { customerId: "c2" }), answer("03-14"));
    expect(book.records.map(({ birthday }) => birthday)).toEqual(["03-14", "02-29"]);
  });

  test("a new one replaces the old, makes no other field newer, and a missing one changes nothing", () => {
    const book = bookOf({ ...rosa, birthday: "03-14", sourceUpdatedAt: minute(-5) });
    book.apply(sighting(1, eventOf("06-01")), undefined);
    book.apply(sighting(2, { customer: person }), answer(null));
    expect(book.record("c1")).toMatchObject({ birthday: "06-01", firstName: "Rosa" });
    expect(bookOf(rosa).apply(sighting(1, eventOf("06-01")), undefined)).toBe("c1");
    const untouched = bookOf({ ...rosa, sourceUpdatedAt: minute(-5) });
    untouched.apply(sighting(1, eventOf("06-01")), undefined);
    expect(untouched.record("c1").sourceUpdatedAt).toBe(minute(-5));
  });

  test("of the erased is not kept", () => {
    const book = bookOf({ ...rosa, erasedAt: minute(-60) });
    book.apply(sighting(1, eventOf("06-01")), undefined);
    expect(book.record("c1").birthday).toBeNull();
  });
});

describe("a customer is found", () => {
  const seenAs = (customer: Partial<ObservedCustomer>, ...known: CustomerRecord[]) =>
    bookOf(...known).apply(sighting(1, { customerId: null, customer: { ...person, ...customer } }), undefined);

  test("by Shopify's id, else by an address: a guest is the account that has the number", () => {
    expect(seenAs({}, rosa)).toBe("c1");
    expect(seenAs({ shopifyId: null }, { ...rosa, shopifyId: null })).toBe("c1");
    expect(seenAs({ shopifyId: null }, rosa)).toBe("c1");
    expect(seenAs({ shopifyId: "7002" }, { ...rosa, shopifyId: null })).toBe("c1");
    expect(seenAs({ shopifyId: "7002" }, rosa)).toBe("new1");
  });

  test("by e-mail address where the number is new", () => {
    const mailbox = { channel: "email", origin: "customer", seenAt: minute(-9), formerSince: null } as const;
    const known = { ...rosa, addresses: [{ ...mailbox, address: "rosa@example.com" }] };
    expect(seenAs({ shopifyId: null, phone: "+13125550199", email: "Rosa@Example.com" }, known)).toBe("c1");
  });

  test("not by a number that the customer replaced, nor by a parcel's number of another person", () => {
    const number = rosa.addresses[0];
    if (!number) throw new Error("Rosa has a number");
    expect(
      seenAs({ shopifyId: null, email: null }, { ...rosa, addresses: [{ ...number, formerSince: minute(-1) }] }),
    ).toBe("new1");
    expect(seenAs({ shopifyId: null, email: null }, { ...rosa, addresses: [{ ...number, origin: "delivery" }] })).toBe(
      "new1",
    );
  });

  test("and a guest's checkout renames no account", () => {
    const book = bookOf(rosa);
    const guest = { ...person, shopifyId: null, firstName: "Ben", updatedAt: minute(5) };
    book.apply(sighting(1, { customerId: null, customer: guest }), undefined);
    expect(book.record("c1").firstName).toBe("Rosa");
  });

  test("and a guest's checkout fills the account's gaps, adds its addresses, and makes no later account data old", () => {
    for (const sourceUpdatedAt of [null, minute(-5)]) {
      const book = bookOf({ ...rosa, sourceUpdatedAt });
      const guest = {
        ...person,
        shopifyId: null,
        firstName: "Ben",
        lastName: "Delgado",
        numbers: [
          { phone: "+12125550147", origin: "order" as const },
          { phone: "+13125550199", origin: "billing" as const },
        ],
        tags: ["vip"],
        updatedAt: minute(5),
      };
      book.apply(sighting(1, { customerId: null, customer: guest }), undefined);
      expect(book.record("c1")).toMatchObject({
        firstName: "Rosa",
        lastName: "Delgado",
        tags: ["vip"],
        sourceUpdatedAt,
      });
      expect(book.record("c1").addresses.map(({ address, origin }) => [address, origin])).toEqual([
        ["+12125550147", "customer"],
        ["+13125550199", "billing"],
        ["rosa@example.com", "order"],
      ]);
      book.apply(
        sighting(2, { customerId: null, customer: { ...person, firstName: "Rosalind", updatedAt: minute(-1) } }),
        undefined,
      );
      expect(book.record("c1").firstName).toBe("Rosalind");
    }
  });

  test("within the shop alone", () => {
    expect(seenAs({}, { ...rosa, shopId: "other" })).toBe("new1");
    expect(bookOf({ ...rosa, shopId: "other" }).apply(sighting(1, { customerId: "c1" }), undefined)).toBeNull();
  });

  test("and one known by number alone is known by their account from then on", () => {
    const book = bookOf({ ...rosa, shopifyId: null });
    book.apply(sighting(1, { customerId: null, customer: person }), undefined);
    expect(book.record("c1").shopifyId).toBe("7001");
    expect(book.isNew("c1")).toBe(false);
  });

  test("an event without a customer, or with a deleted one, creates no customer", () => {
    expect(bookOf().apply(sighting(1, { customerId: null }), undefined)).toBeNull();
    expect(bookOf().apply(sighting(1, { customerId: null, customer: person, deleted: true }), undefined)).toBeNull();
  });

  test("of the erased nothing is noted", () => {
    const book = bookOf({ ...rosa, phone: null, addresses: [], firstName: null, erasedAt: minute(-60) });
    expect(
      book.apply(
        sighting(1, {
          customer: person,
          consent: consent("subscribed", minute(1)),
          tagChange: { added: ["vip"], removed: [] },
        }),
        undefined,
      ),
    ).toBe("c1");
    expect(book.record("c1")).toMatchObject({ phone: null, firstName: null, tags: [] });
    expect(book.statements).toEqual([]);
  });

  test("a number is kept among the addresses, and a new customer is new", () => {
    const book = bookOf();
    const id = book.apply(sighting(1, { customerId: null, customer: person }), undefined) ?? "";
    expect(book.record(id)).toMatchObject({
      phone: "+12125550147",
      addresses: [
        { channel: "sms", address: "+12125550147", origin: "customer", seenAt: minute(1), formerSince: null },
        { channel: "email", address: "rosa@example.com", origin: "customer", seenAt: minute(1), formerSince: null },
      ],
      shopifyId: "7001",
      sourceUpdatedAt: minute(1),
    });
    expect(book.isNew(id)).toBe(true);
    expect(() => book.record("nobody")).toThrow("nobody");
  });

  test("the newer value wins, a missing value erases nothing, and an id alone makes nothing newer", () => {
    const book = bookOf();
    const nameless = { ...person, phone: null, email: null, firstName: null, countryCode: null };
    const id =
      book.apply(
        sighting(1, {
          customerId: null,
          customer: { ...person, updatedAt: minute(1), state: "enabled", tags: ["vip"] },
        }),
        undefined,
      ) ?? "";
    book.apply(sighting(9, { customerId: id, customer: nameless }), undefined);
    book.apply(
      sighting(5, {
        customerId: id,
        customer: { ...person, firstName: "Rosalind", email: null, updatedAt: minute(5) },
      }),
      undefined,
    );
    book.apply(
      sighting(3, {
        customerId: id,
        customer: {
          ...person,
          firstName: "Rose",
          lastName: "Delgado",
          updatedAt: minute(3),
          state: "disabled",
          tags: ["old"],
        },
      }),
      undefined,
    );
    expect(book.record(id)).toMatchObject({
      firstName: "Rosalind",
      lastName: "Delgado",
      email: "rosa@example.com",
      state: "enabled",
      tags: ["vip"],
      sourceUpdatedAt: minute(5),
    });
  });
});

describe("tags", () => {
  test("added and removed one by one end the same in any delivery order", () => {
    const changes = [
      { added: ["vip"], removed: [] },
      { added: ["wholesale"], removed: [] },
      { added: [], removed: ["New"] },
      { added: ["VIP"], removed: [] },
    ].map((tagChange, n) => sighting(n, { tagChange }));
    fc.assert(
      fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), (arrived) => {
        const book = bookOf({ ...rosa, tags: ["new", "kept"] });
        for (const one of arrived) book.apply(one, undefined);
        expect(
          book
            .record("c1")
            .tags.map((tag) => tag.toLowerCase())
            .sort(),
        ).toEqual(["kept", "vip", "wholesale"]);
      }),
    );
  });

  test("are one, however they are capitalised, and as they were first written", () => {
    const book = bookOf({ ...rosa, tags: ["Vip"] });
    book.apply(sighting(1, { tagChange: { added: ["VIP"], removed: [] } }), undefined);
    expect(book.record("c1").tags).toEqual(["Vip"]);
    book.apply(sighting(2, { tagChange: { added: [], removed: ["vIP"] } }), undefined);
    expect(book.record("c1").tags).toEqual([]);
  });
});

describe("a customer's purchases", () => {
  const eventOf = (n: number, ordersCount: number, totalSpent: string) =>
    sighting(n, { purchases: { ordersCount, totalSpent, currency: "USD", lastOrderAt: null, updatedAt: minute(n) } });
  const order = (n: number, total: string, currency: string | null = "USD") =>
    sighting(n, { bought: { total, currency } });
  const after = (...sightings: CustomerObservation[]) => {
    const book = bookOf(rosa);
    for (const one of sightings) book.apply(one, undefined);
    const { ordersCount, totalSpent, currency, lastOrderAt } = book.record("c1");
    return { ordersCount, totalSpent, currency, lastOrderAt };
  };

  test("is Shopify's count, and the orders since", () => {
    expect(after(eventOf(1, 2, "40.00"), order(2, "10.50"), order(3, "0.05"))).toEqual({
      ordersCount: 4,
      totalSpent: "50.55",
      currency: "USD",
      lastOrderAt: minute(3),
    });
  });

  test("does not count an order that Shopify's count holds already", () => {
    expect(after(eventOf(3, 3, "50.50"), order(2, "10.50"))).toMatchObject({
      ordersCount: 3,
      totalSpent: "50.50",
      lastOrderAt: minute(2),
    });
    expect(after(eventOf(2, 3, "50.50"), order(2, "10.50"))).toMatchObject({ ordersCount: 3 });
  });

  test("is not invented when Shopify never sent it", () => {
    expect(after(order(2, "10.50"))).toEqual({
      ordersCount: null,
      totalSpent: null,
      currency: null,
      lastOrderAt: minute(2),
    });
  });

  test("is the newest count, not the last delivered", () => {
    expect(after(eventOf(5, 3, "50.50"), eventOf(1, 2, "40.00"))).toMatchObject({
      ordersCount: 3,
      totalSpent: "50.50",
    });
  });

  test("adds no money of another currency", () => {
    expect(after(eventOf(1, 2, "40.00"), order(2, "10.50", "EUR"))).toMatchObject({
      ordersCount: 3,
      totalSpent: "40.00",
      currency: "USD",
    });
  });
});

describe("what the Admin API says", () => {
  const answer: FetchedCustomer = {
    customer: {
      ...person,
      lastName: "Delgado",
      tags: ["vip"],
      state: "enabled",
      since: "2025-01-01T00:00:00Z",
      updatedAt: minute(-30),
    },
    purchases: { ordersCount: 5, totalSpent: "99.00", currency: "USD", lastOrderAt: minute(-60), updatedAt: null },
    consent: consent("subscribed", minute(-90)),
    emailConsent: consent("unsubscribed", minute(-80)),
  };

  test("is taken in once, with its consent, as of when it was asked", () => {
    const book = bookOf(rosa);
    book.apply(sighting(0, {}), answer);
    const statements = [
      { channel: "sms", address: "+12125550147", consent: { state: "subscribed", updatedAt: minute(-90) } },
      { channel: "email", address: "rosa@example.com", consent: { state: "unsubscribed", updatedAt: minute(-80) } },
    ];
    expect(book.statements).toMatchObject(statements);
    expect(book.record("c1")).toMatchObject({
      lastName: "Delgado",
      tags: ["vip"],
      state: "enabled",
      since: "2025-01-01T00:00:00Z",
      ordersCount: 5,
      metricsAt: NOW.toString(),
      checkedAt: NOW.toString(),
    });
    book.apply(sighting(1, {}), {
      ...answer,
      customer: { ...answer.customer, lastName: "Other", updatedAt: minute(9) },
    });
    expect(book.record("c1").lastName).toBe("Delgado");
    expect(book.statements).toHaveLength(statements.length);
  });

  test("without a time is no news of the account's number: a number that an event told stays the account's", () => {
    const book = bookOf(rosa);
    const told = { ...answer.customer, phone: "+13125550199", updatedAt: null };
    book.apply(sighting(0, {}), { ...answer, customer: told });
    expect(book.record("c1").phone).toBe("+12125550147");
    expect(book.record("c1").addresses).toContainEqual(
      expect.objectContaining({ address: "+13125550199", formerSince: minute(-9) }),
    );
  });

  test("includes the event's order", () => {
    const book = bookOf(rosa);
    book.apply({ ...sighting(-1, { bought: { total: "10.00", currency: "USD" } }) }, answer);
    expect(book.record("c1")).toMatchObject({ ordersCount: 5, totalSpent: "99.00", lastOrderAt: minute(-1) });
  });

  test("gives way to what the event itself states of consent", () => {
    const book = bookOf(rosa);
    book.apply(sighting(1, { consent: consent("unsubscribed", null) }), answer);
    expect(book.statements).toMatchObject([
      { channel: "sms", address: "+12125550147", consent: { state: "unsubscribed", updatedAt: minute(1) } },
      { channel: "email" },
    ]);
  });
});

describe("a stated consent", () => {
  const stated = (observed: ObservedConsent) => {
    const book = bookOf(rosa);
    book.apply(sighting(1, { consent: observed }), undefined);
    return book.statements;
  };

  test("belongs to the number that it names, not to the customer's other numbers", () => {
    expect(stated({ ...consent("subscribed", minute(1)), address: "+13125550199" })).toMatchObject([
      { address: "+13125550199", customerId: "c1" },
    ]);
  });

  test("that names no number belongs to the customer's own", () => {
    expect(stated(consent("subscribed", null))).toMatchObject([
      { address: "+12125550147", consent: { updatedAt: minute(1) } },
    ]);
  });

  test("of a customer without a number is not kept", () => {
    const book = bookOf({ ...rosa, phone: null, addresses: [] });
    book.apply(sighting(1, { consent: consent("subscribed", null) }), undefined);
    expect(book.statements).toEqual([]);
  });
});
