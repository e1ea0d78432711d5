import { describe, expect, test } from "vitest";
import { emptyEvent } from "#core/intake/define.ts";
import { parseLossless } from "#core/intake/normalize.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { deletedBody, mergeBody } from "#tests/fixtures/customer-bodies.ts";
import { customerRecord } from "../fixtures.ts";
import { customerIn, normalizedEventIn } from "../understood.ts";

test.for(["customers/create", "customers/update", "customers/enable", "customers/disable"])(
  "%s tells of the person alone",
  (topic) => {
    expect(normalizedEventIn(topic, customerRecord)).toEqual({
      ...emptyEvent,
      subject: "customer:7005001",
      // The webhook after the app's own change of a record.
      echoes: topic === "customers/update" ? ["customer_updated:7005001"] : [],
      customer: {
        shopifyId: "7005001",
        phone: "+12125550147",
        numbers: [{ phone: "+12125550147", origin: "billing" }],
        email: "rosa@example.com",
        firstName: "Rosa",
        lastName: "Delgado",
        countryCode: "US",
        provinceCode: "NY",
        locale: null,
        tags: ["regular"],
        state: null,
        since: null,
        updatedAt: "2026-05-01T13:00:00Z",
      },
    });
  },
);

test("names come from the address where the record has none, and both from the same place", () => {
  expect(customerIn("customers/create", { ...customerRecord, first_name: null, last_name: " " })).toMatchObject({
    firstName: "Rosa",
    lastName: "Delgado",
  });
});

test("a customer with nothing but an id is one still", () => {
  expect(customerIn("customers/create", { id: 12 })).toEqual({
    ...customerRef({ shopifyId: "12" }),
    numbers: [],
  });
});

test("the account's own number comes before that of its address", () => {
  expect(customerIn("customers/create", { ...customerRecord, phone: "+13125550101" })).toMatchObject({
    phone: "+13125550101",
    numbers: [
      { phone: "+13125550101", origin: "customer" },
      { phone: "+12125550147", origin: "billing" },
    ],
  });
  expect(customerIn("customers/create", { ...customerRecord, phone: "212 555 0147" }).numbers).toEqual([
    { phone: "+12125550147", origin: "customer" },
  ]);
});

test("the account, and since when they are known, come with the record", () => {
  const customerBody = { ...customerRecord, state: "enabled", created_at: "2025-03-11T09:30:00-04:00" };
  expect(customerIn("customers/enable", customerBody)).toMatchObject({
    state: "enabled",
    since: "2025-03-11T13:30:00Z",
  });
});

test.for([
  ["regular, Wholesale,  ", ["regular", "Wholesale"]],
  ["", []],
  [undefined, null],
  [null, null],
  [["regular"], null],
] as const)("tags written as %j are %j", ([tags, expected]) => {
  expect(customerIn("customers/update", { ...customerRecord, tags }).tags).toEqual(expected);
});

test("a number alone gives its country", () => {
  expect(customerIn("customers/update", { id: 12, phone: "+16045550199" })).toMatchObject({
    phone: "+16045550199",
    countryCode: "CA",
  });
});

test("a deleted customer is named, and gone", () => {
  expect(normalizedEventIn("customers/delete", parseLossless(deletedBody("7012345678901234567")))).toEqual({
    ...emptyEvent,
    subject: "customer:7012345678901234567",
    customer: customerRef({ shopifyId: "7012345678901234567" }),
    deleted: true,
  });
});

describe("two customers that become one", () => {
  const customerBody = (status: string) =>
    normalizedEventIn(
      "customers/merge",
      JSON.parse(mergeBody({ into: "7012345678901234567", from: "7012345678901234568", status })),
    );

  test("keep their exact ids: the kept and the merged one", () => {
    expect(customerBody("completed")).toEqual({
      ...emptyEvent,
      subject: "customer:7012345678901234567",
      customer: customerRef({ shopifyId: "7012345678901234567" }),
      merged: { into: "7012345678901234567", from: "7012345678901234568" },
    });
  });

  test.for(["in_progress", "requested", "failed", ""])("stay two while it is %j", (status) => {
    expect(customerBody(status)).toMatchObject({ merged: null, customer: null });
  });
});
