import { describe, expect, test } from "vitest";
import { readApiEventBody } from "#core/intake/event-body.ts";
import { Temporal } from "#core/time/time.ts";

const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
const read = (body: unknown, headerKey: string | null = null) =>
  readApiEventBody(body, { headerKey, countryCode: "US", now: NOW });
const problems = (body: unknown, headerKey: string | null = null) => {
  const result = read(body, headerKey);
  return "problems" in result ? result.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};
const sound = { event: "loyalty_level_reached", idempotency_key: "crm-77", customer: { phone: "(212) 555-0123" } };

describe("an event from a merchant's own system", () => {
  test("is read with what it names", () => {
    const full = {
      ...sound,
      customer: { shopify_id: "gid://shopify/Customer/7012345678901234567", email: "ada@example.com" },
      data: { level: "gold" },
      occurred_at: "2026-03-02T09:00:00-05:00",
      wanted: [{ variant_id: 4101, price: "49.00" }],
    };
    expect(read(full)).toEqual({
      event: {
        name: "loyalty_level_reached",
        key: "crm-77",
        customer: { phone: null, email: "ada@example.com", shopifyId: "7012345678901234567" },
        birthday: null,
        data: { level: "gold" },
        occurredAt: Temporal.Instant.from("2026-03-02T14:00:00Z"),
        wanted: [{ variantId: "4101", price: "49.00" }],
      },
    });
  });
  test("a number without a prefix is one of the shop's country", () => {
    expect(read(sound)).toMatchObject({ event: { customer: { phone: "+12125550123" } } });
  });
  test("a birthday may come with the customer, its year or none", () => {
    expect(read({ ...sound, customer: { phone: "+12125550123", birthday: "1990-03-14" } })).toMatchObject({
      event: { birthday: "03-14" },
    });
    expect(problems({ ...sound, customer: { phone: "+12125550123", birthday: "14 March" } })).toEqual([
      "customer.birthday: is no birthday: write a date such as 1990-03-14, or month and day such as 03-14",
    ]);
  });
  test("the key may come as a header", () => {
    const { idempotency_key: _key, ...bare } = sound;
    expect(read(bare, "crm-78")).toMatchObject({ event: { key: "crm-78" } });
    expect(read(sound, "crm-77")).toMatchObject({ event: { key: "crm-77" } });
  });

  test("all problems are reported at once, each with the field's name", () => {
    expect(
      problems({
        event: " ",
        customer: { phone: "12", loyalty: 3 },
        occurred_at: "yesterday",
        wanted: [{ variant_id: "shirt" }],
        extra: true,
      }),
    ).toEqual([
      "event: must not be empty",
      "customer: has unknown fields: loyalty",
      "occurred_at: must be a time with its offset, such as 2026-11-20T09:30:00Z",
      "wanted.0.variant_id: must be Shopify's id of a variant",
      ": has unknown fields: extra",
      "idempotency_key: is missing: send it here or as the Idempotency-Key header",
      "customer.phone: is no phone number; write it with its country's prefix, such as +12125550123",
    ]);
  });
  test.each<[unknown, string[]]>([
    [null, [": must be an object", "idempotency_key: is missing: send it here or as the Idempotency-Key header"]],
    [{ ...sound, customer: {} }, ["customer: must have phone, email or shopify_id"]],
    [{ ...sound, event: undefined }, ["event: is missing"]],
    [{ ...sound, occurred_at: "2026-03-02T15:06:00Z" }, ["occurred_at: is in the future"]],
    [
      { ...sound, occurred_at: "-271821-04-20T00:00:00Z" },
      ["occurred_at: is before 2000-01-01T00:00:00Z; leave it out if it is not known"],
    ],
  ])("%j", (body, told) => {
    expect(problems(body)).toEqual(told);
  });
  test("two keys that differ are refused", () => {
    expect(problems(sound, "other")).toEqual(["idempotency_key: differs from the Idempotency-Key header"]);
  });
});
