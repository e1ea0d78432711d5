import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOrigins, rankOf, type AddressOrigin } from "#core/customers/addresses.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { address, customer, readPersonBody, type PersonBody } from "#core/intake/shapes.ts";

const NEW_YORK = { country_code: "US", province_code: "NY" };
const LONDON = { country_code: "GB", province_code: null };
const ROSA = { first_name: "Rosa", last_name: "Delgado" };
const BEN = { first_name: "Ben", last_name: "Okafor" };

interface Body {
  customer?: object | null;
  contact?: PersonBody["contact"];
  shipping?: object | null;
  billing?: object | null;
}
const read = ({ customer: person = null, contact = {}, shipping = null, billing = null }: Body) =>
  readPersonBody({
    customer: customer.parse(person),
    contact,
    addresses: { shipping: address.parse(shipping), billing: address.parse(billing) },
    updatedAt: "2026-05-02T14:00:00Z",
  });
const numbersIn = (body: Body) => read(body)?.numbers?.map(({ phone, origin }) => `${origin} ${phone}`);
const account = (more: object = {}) => ({ id: 12, ...ROSA, ...more });

describe("the numbers of a body", () => {
  test("come with their origins, the surest to be the buyer's first", () => {
    const body = {
      shipping: { ...ROSA, ...NEW_YORK, phone: "+13125550105" },
      billing: { ...ROSA, ...NEW_YORK, phone: "+13125550104" },
      contact: { phone: "+13125550102", smsMarketingPhone: "+13125550106" },
      customer: account({ phone: "+13125550101", default_address: { ...NEW_YORK, phone: "+13125550103" } }),
    };
    expect(numbersIn(body)).toEqual([
      "customer +13125550101",
      "order +13125550102",
      "order +13125550106",
      "billing +13125550103",
      "billing +13125550104",
      "shipping +13125550105",
    ]);
    expect(read(body)?.phone).toBe("+13125550101");
  });

  test("name a number once, however often it is written, with its surest origin", () => {
    expect(
      numbersIn({
        customer: account({ phone: "(212) 555-0147", default_address: { ...NEW_YORK, phone: "212-555-0147" } }),
        contact: { phone: "+1 212 555 0147", smsMarketingPhone: "+12125550147" },
        shipping: { ...BEN, ...NEW_YORK, phone: "2125550147" },
      }),
    ).toEqual(["customer +12125550147"]);
  });

  test("are none where none can be read", () => {
    expect(numbersIn({ customer: account({ phone: "call me" }), contact: { phone: "+1 000 000 0000" } })).toEqual([]);
    expect(read({ customer: account({ phone: "call me" }) })?.phone).toBeNull();
  });
});

describe("a present for a friend", () => {
  const sent = { ...BEN, ...LONDON, phone: "020 7946 0018" };

  test("has the friend's number as a contact for its delivery, and the buyer's as theirs", () => {
    expect(
      numbersIn({
        billing: { ...ROSA, ...NEW_YORK, phone: "212-555-0147" },
        shipping: sent,
      }),
    ).toEqual(["billing +12125550147", "delivery +442079460018"]);
  });

  test("gives the buyer no number, where they wrote none of their own", () => {
    for (const buyer of [{ customer: account() }, { billing: { ...ROSA, ...NEW_YORK } }]) {
      const person = read({ ...buyer, contact: { email: "rosa@example.com" }, shipping: sent });
      expect(person).toMatchObject({ phone: null, email: "rosa@example.com", firstName: "Rosa" });
      expect(person?.numbers).toEqual([{ phone: "+442079460018", origin: "delivery" }]);
    }
  });
});

describe("a shipping address is the buyer's own", () => {
  const originOf = (receiver: object, { billing, person }: { billing?: object; person?: object }): string | undefined =>
    read({
      customer: person ? { id: 12, ...person } : null,
      billing: billing ?? null,
      shipping: { ...receiver, ...NEW_YORK, phone: "212-555-0147" },
    })?.numbers?.[0]?.origin;

  test.for([
    ["under the name of the billing address", ROSA, { billing: ROSA }, "shipping"],
    ["under the name of the account", ROSA, { person: ROSA }, "shipping"],
    ["under either of the two", ROSA, { person: ROSA, billing: BEN }, "shipping"],
    ["under either of the two names", BEN, { person: ROSA, billing: BEN }, "shipping"],
    ["however it is capitalised", { first_name: "ROSA", last_name: "delgado" }, { billing: ROSA }, "shipping"],
    ["without a name", {}, { billing: ROSA, person: ROSA }, "shipping"],
    ["with an empty name", { first_name: " ", last_name: null }, { billing: ROSA }, "shipping"],
    ["where no buyer has a name", BEN, {}, "shipping"],
    ["where nobody has a name", {}, { billing: {}, person: {} }, "shipping"],
    ["not under another name", BEN, { billing: ROSA }, "delivery"],
    ["not under another name than the account's", BEN, { person: ROSA, billing: {} }, "delivery"],
    ["not under the name of a relative", { first_name: "Ana", last_name: "Delgado" }, { person: ROSA }, "delivery"],
    ["not under half a name", { first_name: "Rosa" }, { billing: ROSA }, "delivery"],
  ] as const)("%s", ([, receiver, buyer, origin]) => {
    expect(originOf(receiver, buyer)).toBe(origin);
  });
});

describe("a national number is of the country of its own address", () => {
  test("so that one body may hold those of two countries", () => {
    expect(
      numbersIn({
        billing: { ...ROSA, ...NEW_YORK, phone: "212 555 0147" },
        shipping: { ...ROSA, ...LONDON, phone: "020 7946 0018" },
      }),
    ).toEqual(["billing +12125550147", "shipping +442079460018"]);
    expect(
      numbersIn({
        customer: account({
          phone: "06 12 34 56 78",
          default_address: { country_code: "FR", phone: "06 98 76 54 32" },
        }),
        contact: { phone: "212 555 0147" },
        billing: { ...ROSA, ...NEW_YORK },
        shipping: { ...ROSA, ...LONDON, phone: "020 7946 0018" },
      }),
    ).toEqual(["customer +33612345678", "order +12125550147", "billing +33698765432", "shipping +442079460018"]);
  });

  test.for([
    ["the account's, of the billing address's", { customer: account({ phone: "212 555 0147" }), billing: NEW_YORK }],
    ["the account's, of the shipping address's", { customer: account({ phone: "212 555 0147" }), shipping: NEW_YORK }],
    ["the order's, of the shipping address's", { contact: { phone: "212 555 0147" }, shipping: NEW_YORK }],
    [
      "the order's, of the account's",
      { contact: { phone: "212 555 0147" }, customer: account({ default_address: NEW_YORK }) },
    ],
    ["the billing address's, of the shipping address's", { billing: { phone: "212 555 0147" }, shipping: NEW_YORK }],
    ["the shipping address's, of the billing address's", { shipping: { phone: "212 555 0147" }, billing: NEW_YORK }],
  ] as const)("and, where that has none, of the nearest: %s", ([, body]) => {
    expect(read(body)?.phone).toBe("+12125550147");
  });

  test("and is none without any", () => {
    expect(numbersIn({ customer: account({ phone: "212 555 0147" }), contact: { phone: "212 555 0148" } })).toEqual([]);
  });
});

test("an area code after a plus is one of the home country's numbers", () => {
  expect(numbersIn({ billing: { ...ROSA, ...NEW_YORK, phone: "+9175550123" } })).toEqual(["billing +19175550123"]);
  expect(numbersIn({ contact: { phone: "+9175550123" }, shipping: { ...ROSA, ...NEW_YORK } })).toEqual([
    "order +19175550123",
  ]);
  expect(numbersIn({ billing: { ...ROSA, country_code: "IN", phone: "+9175550123" } })).toEqual([
    "billing +919175550123",
  ]);
  expect(numbersIn({ billing: { ...ROSA, country_code: "FR", phone: "+9175550123" } })).toBeUndefined();
  expect(numbersIn({ contact: { phone: "+9175550123" } })).toBeUndefined();
});

test("a body without an account, a number and an e-mail address names nobody", () => {
  expect(read({ billing: { ...ROSA, ...NEW_YORK }, shipping: { ...ROSA, phone: "12" } })).toBeNull();
  expect(read({ contact: { email: "rosa@example.com" } })).toMatchObject({ numbers: [], phone: null });
  expect(read({ contact: { phone: "+12125550147" } })).toMatchObject({ phone: "+12125550147", countryCode: "US" });
  expect(read({ customer: { id: 12 } })).toMatchObject({ shopifyId: "12", numbers: [] });
});

const written = fc.constantFrom("212 555 0147", "+9175550123", "020 7946 0018", "+33612345678", "call me", "", null);
const name = fc.constantFrom(ROSA, BEN, { first_name: "Ana", last_name: null }, {});
const place = fc.option(
  fc
    .tuple(name, written, fc.constantFrom("US", "GB", "FR", null))
    .map(([named, phone, country_code]) => ({ ...named, phone, country_code })),
);
const anyBody: fc.Arbitrary<Body> = fc.record({
  customer: fc.option(
    fc
      .tuple(name, written, place)
      .map(([named, phone, default_address]) => ({ id: 12, ...named, phone, default_address })),
  ),
  contact: fc.record({ phone: written, smsMarketingPhone: written, email: fc.constantFrom(null, "rosa@example.com") }),
  shipping: place,
  billing: place,
});

test("whatever a body says, its numbers are valid, each stands once, in the order of their origins", () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const person = read(body);
      const numbers = person?.numbers ?? [];
      expect(new Set(numbers.map(({ phone }) => phone)).size).toBe(numbers.length);
      expect(numbers.map(rankOf)).toEqual(numbers.map(rankOf).toSorted((a, b) => a - b));
      for (const { phone, origin } of numbers) {
        expect(readPhone(phone)?.e164).toBe(phone);
        expect(addressOrigins).toContain(origin);
      }
      expect(person?.phone ?? null).toBe(numbers.find(({ origin }) => origin !== "delivery")?.phone ?? null);
    }),
    { numRuns: 300 },
  );
});

test("whatever a body says, a number that stands in a friend's shipping address alone is not the buyer's", () => {
  const own = fc.constantFrom<AddressOrigin>("customer", "order", "billing");
  fc.assert(
    fc.property(anyBody, own, ({ contact = {}, billing }, where) => {
      const mine = { phone: "+13125550101" };
      const person = read({
        customer: account(where === "customer" ? mine : {}),
        contact: { email: contact.email ?? null, ...(where === "order" && mine) },
        billing: billing && { ...billing, ...ROSA, phone: null, ...(where === "billing" && mine) },
        shipping: { ...BEN, phone: "+13125550199" },
      });
      expect(person?.phone).not.toBe("+13125550199");
      expect(person?.numbers).toContainEqual({ phone: "+13125550199", origin: "delivery" });
    }),
  );
});
