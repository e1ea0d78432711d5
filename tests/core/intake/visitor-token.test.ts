import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeVisitorToken, readVisitorToken, withVisitorToken } from "#core/intake/visitor-token.ts";
import { Temporal } from "#core/time/time.ts";

const SHOP = "0197c0de-0000-7000-8000-000000000001";
const OTHER = "0197c0de-0000-7000-8000-000000000002";
const ADA = "0197c0de-0000-7000-8000-00000000000a";
const AT = Temporal.Instant.from("2026-03-02T15:00:00Z");

const sign = (text: string): string => createHmac("sha256", "secret").update(text).digest("base64url").slice(0, 32);
const verify = (text: string, signature: string): boolean => sign(text) === signature;
const token = makeVisitorToken({ shopId: SHOP, customerId: ADA, at: AT }, sign);
const read = (given: string, shopId = SHOP, now = AT) => readVisitorToken(given, { shopId, now, verify });

describe("a visitor token", () => {
  test("names the customer to the shop that it was made for, for 30 days", () => {
    expect(read(token)).toEqual({ shopId: SHOP, customerId: ADA, at: AT });
    expect(read(token, SHOP, AT.add({ hours: 30 * 24 - 1 }))).not.toBeNull();
    expect(read(token, SHOP, AT.add({ hours: 30 * 24 }))).toBeNull();
  });

  test("says nothing to another shop", () => {
    expect(read(token, OTHER)).toBeNull();
  });

  test("is refused when any character of it is another, is missing or is added", () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1, unit: "binary" }), (at, other) => {
        fc.pre(token[at] !== other);
        expect(read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
        expect(read(token.slice(0, at) + token.slice(at + 1))).toBeNull();
        expect(read(token.slice(0, at) + other + token.slice(at))).toBeNull();
      }),
    );
  });

  test("no other text is one", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (other) => read(other) === null));
    expect(["", ".", "..", `${token}.`, ` ${token}`].map((other) => read(other))).toEqual(Array(5).fill(null));
  });

  test.each([
    ["https://juniper.example", "https://juniper.example?sbv=T"],
    ["https://juniper.example/products/a?variant=1", "https://juniper.example/products/a?variant=1&sbv=T"],
    ["https://juniper.example/?sbv=old&b=%20#top", "https://juniper.example/?b=%20&sbv=T#top"],
    ["https://juniper.example/?", "https://juniper.example/?sbv=T"],
  ])("joins the address %s as %s", (target, address) => {
    expect(withVisitorToken(target, "T")).toBe(address);
  });
});
