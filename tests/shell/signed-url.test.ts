import { expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";

const secrets = createSecrets("a key for tests");
const until = Temporal.Instant.from("2026-03-02T15:10:00Z");
const address = `https://shopbell.example${signUrl(secrets, "/files/evidence", { shop: "s-1", customer: "c & d" }, until)}`;
const read = (of: string, at = until) => readSignedUrl(secrets, of, at);

test("an address says what it was signed for, until its time is over", () => {
  expect(read(address)).toEqual({ shop: "s-1", customer: "c & d" });
  expect(read(address, until.add({ milliseconds: 1 }))).toBeNull();
});

test.each([
  ["another customer", address.replace("customer=c", "customer=d")],
  ["one claim more", `${address}&role=owner`],
  ["one claim less", address.replace("shop=s-1&", "")],
  ["a later end", address.replace(/until=\d/, "until=2")],
  ["another path", address.replace("/files/evidence", "/files/ledger")],
  ["no signature", address.replace(/&signature=.*/, "")],
  ["a claim made twice", `${address}&shop=s-2`],
])("with %s it opens nothing", (_what, changed) => {
  expect(read(changed)).toBeNull();
});

test("another installation's signature opens nothing", () => {
  expect(readSignedUrl(createSecrets("another key"), address, until)).toBeNull();
});
