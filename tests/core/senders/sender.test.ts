import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isSenderName,
  needsOptOutLink,
  needsRegistration,
  senderFor,
  senderObjection,
  showsNames,
} from "#core/senders/sender.ts";
import type { SenderFacts } from "#core/senders/sender.ts";
import { senderKinds, senderStatuses } from "#core/statuses.ts";

const sender = (change: Partial<SenderFacts>): SenderFacts => ({
  id: "s1",
  kind: "toll_free",
  status: "approved",
  number: "+18885550123",
  ...change,
});
const name = (change: Partial<SenderFacts> = {}) =>
  sender({ id: "s2", kind: "alphanumeric", number: "Juniper", ...change });

const anySender = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...senderKinds),
  status: fc.constantFrom(...senderStatuses),
  number: fc.option(fc.constant("+18885550123")),
});
const anyCountry = fc.option(fc.constantFrom("US", "CA", "PR", "GB", "DE", "AU", "BE", "JP"));

const anyKind = fc.constantFrom("transactional" as const, "marketing", "opt_in", "conversation", "test");

describe("the sender for a country", () => {
  test("is never a name in the United States or Canada", () => {
    fc.assert(
      fc.property(fc.array(anySender, { minLength: 1 }), anyCountry, anyKind, (senders, country, kind) => {
        if (!needsRegistration(country) || senderObjection(senders, { country, kind }) !== null) return;
        expect(senderFor(senders, { country, kind })?.kind).not.toBe("alphanumeric");
        expect(senderFor(senders, { country, kind })?.status).toBe("approved");
      }),
    );
  });

  test("may send only once it has a number, and while it is neither suspended nor released", () => {
    fc.assert(
      fc.property(fc.array(anySender, { minLength: 1 }), anyCountry, anyKind, (senders, country, kind) => {
        if (senderObjection(senders, { country, kind }) !== null) return;
        const chosen = senderFor(senders, { country, kind });
        expect(chosen?.number).not.toBeNull();
        expect(["suspended", "released"]).not.toContain(chosen?.status);
      }),
    );
  });

  test("is a number for what somebody may want to answer, or to stop", () => {
    const senders = [sender({}), name()];
    for (const kind of ["marketing", "opt_in", "conversation"] as const)
      expect(senderFor(senders, { country: "DE", kind })?.kind).toBe("toll_free");
    for (const kind of ["opt_in", "conversation"] as const)
      expect(senderObjection([name()], { country: "DE", kind })).toBe("name_takes_no_reply");
    expect(senderFor(senders, { country: "DE", kind: "transactional" })?.kind).toBe("alphanumeric");
  });

  test("is a name for marketing where no number may send it, and then the text has an opt-out link", () => {
    for (const senders of [[name()], [sender({ status: "draft", number: null }), name()]]) {
      const chosen = senderFor(senders, { country: "DE", kind: "marketing" });
      expect(chosen?.kind).toBe("alphanumeric");
      expect(senderObjection(senders, { country: "DE", kind: "marketing" })).toBeNull();
      expect(needsOptOutLink(chosen, "marketing")).toBe(true);
      expect(needsOptOutLink(chosen, "transactional")).toBe(false);
    }
    expect(needsOptOutLink(sender({}), "marketing")).toBe(false);
  });

  test("no country both shows names and asks for a registration", () => {
    for (const country of ["US", "CA", "PR", "VI", "GU", "AS", "MP"]) expect(showsNames(country)).toBe(false);
  });

  test.for([
    ["the installation's, for a shop without one", [], "US", null],
    ["a toll-free number, approved", [sender({})], "US", null],
    ["a toll-free number, sent to the carriers", [sender({ status: "submitted" })], "CA", "not_approved"],
    ["a toll-free number, refused", [sender({ status: "refused" })], "US", "refused"],
    ["a toll-free number, not bought yet", [sender({ status: "draft", number: null })], "GB", "not_set_up"],
    ["a toll-free number of a shop that left", [sender({ status: "suspended" })], "GB", "suspended"],
    ["a name, to the United States", [name()], "US", "no_sender_for_country"],
    ["a name, to a country that shows none", [name()], "AU", "no_sender_for_country"],
    ["a name, to Germany", [name()], "DE", null],
    ["a name beside a number in review, to Germany", [sender({ status: "in_review" }), name()], "DE", null],
    ["a name beside a number in review, to Canada", [sender({ status: "in_review" }), name()], "CA", "not_approved"],
  ] as const)("%s", ([, senders, country, objection]) => {
    expect(senderObjection(senders, { country, kind: "transactional" })).toBe(objection);
  });
});

test.for([
  ["Juniper", true],
  ["Juniper Co", true],
  ["J&B_shop-1", true],
  ["Juniper & Company", false],
  ["123456", false],
  ["Jünger", false],
  ["", false],
  [" Juniper", false],
] as const)("%j as a name: %s", ([text, isOne]) => {
  expect(isSenderName(text)).toBe(isOne);
});
