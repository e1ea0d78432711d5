import { describe, expect, test } from "vitest";
import type { Exit } from "#core/automations/definition.ts";
import { exitThatEnds, type SequenceInterest, type RecordedExit } from "#core/engine/exits.ts";
import { definitionOf } from "../definitions.ts";
import { at } from "../instant.ts";

const BEFORE = at("2026-05-04T15:00:00Z");
const THEN = at("2026-05-04T16:00:00Z");
const AFTER = at("2026-05-04T17:00:00Z");

const insideOf = (...exits: Exit[]): SequenceInterest => ({
  definition: definitionOf({ exits }),
  subject: "checkout:t",
  customerId: "c1",
  factsAt: THEN,
});
const order = (different: Partial<RecordedExit> = {}): RecordedExit => ({
  recognised: ["order_created"],
  subject: "order:1",
  relatedSubject: null,
  customerId: null,
  triggeredAt: AFTER,
  ...different,
});

const bySubject: Exit = { on: "order_created", match: "subject" };
const byCustomer: Exit = { on: "order_created", match: "customer" };

describe("an event about the same thing ends a sequence", () => {
  test.for([
    ["that came from it", { relatedSubject: "checkout:t" }, true],
    ["that is it", { subject: "checkout:t" }, true],
    ["at whatever time", { relatedSubject: "checkout:t", triggeredAt: BEFORE }, true],
    ["but not one about another", { relatedSubject: "checkout:u" }, false],
    ["but not one of the same customer about another", { relatedSubject: "checkout:u", customerId: "c1" }, false],
    ["but not one that is no order", { relatedSubject: "checkout:t", recognised: ["checkout_abandoned"] }, false],
    ["but not one that nobody took for theirs", { relatedSubject: "checkout:t", recognised: [] }, false],
  ] as const)("%s", ([, told, ends]) => {
    expect(exitThatEnds(insideOf(bySubject), [order(told)]) !== null).toBe(ends);
  });
});

describe("of a thing that lasts, only what came later ends a sequence", () => {
  const untagged: Exit = { on: "customer_tag_removed", match: "subject" };
  const tagged = (factsAt: SequenceInterest["factsAt"]): SequenceInterest => ({
    definition: definitionOf({ exits: [untagged] }),
    subject: "customer:7",
    customerId: "c1",
    factsAt,
  });
  const removedAt = (triggeredAt: RecordedExit["triggeredAt"]): RecordedExit => ({
    recognised: ["customer_tag_removed"],
    subject: "customer:7",
    relatedSubject: null,
    customerId: "c1",
    triggeredAt,
  });

  test("a tag that was taken away before it was given lets in", () => {
    expect(exitThatEnds(tagged(THEN), [removedAt(BEFORE)])).toBeNull();
    expect(exitThatEnds(tagged(THEN), [removedAt(THEN)])).toBeNull();
  });

  test("one that is taken away after ends it, however often it was before", () => {
    expect(exitThatEnds(tagged(THEN), [removedAt(BEFORE), removedAt(AFTER)])).toEqual({
      on: "customer_tag_removed",
      at: AFTER,
    });
  });

  test.for(["segment:s:customer:c1", "subscription:9", "product:3", "variant:4"])("so it is of %s", (subject) => {
    const inside = { ...insideOf(bySubject), subject };
    expect(exitThatEnds(inside, [order({ subject, triggeredAt: BEFORE })])).toBeNull();
    expect(exitThatEnds(inside, [order({ relatedSubject: subject, triggeredAt: AFTER })])).not.toBeNull();
  });
});

describe("an event of the same customer ends a sequence", () => {
  test.for([
    ["that came later", { customerId: "c1", triggeredAt: AFTER }, true],
    [
      "but not one at the same instant, which is part of what they came in with",
      { customerId: "c1", triggeredAt: THEN },
      false,
    ],
    ["but not one that came before", { customerId: "c1", triggeredAt: BEFORE }, false],
    ["but not one of another customer", { customerId: "c2" }, false],
    ["but not one of nobody", { customerId: null }, false],
  ] as const)("%s", ([, told, ends]) => {
    expect(exitThatEnds(insideOf(byCustomer), [order(told)]) !== null).toBe(ends);
  });

  test("an event without a customer ends no sequence", () => {
    expect(exitThatEnds({ ...insideOf(byCustomer), customerId: "" }, [order({ customerId: null })])).toBeNull();
  });
});

test("a sequence that nothing may end is not ended", () => {
  expect(exitThatEnds(insideOf(), [order({ relatedSubject: "checkout:t", customerId: "c1" })])).toBeNull();
  expect(exitThatEnds(insideOf(bySubject, byCustomer), [])).toBeNull();
});

test("the first of several that ends it is named, with its time", () => {
  const stray = order({ customerId: "c2" });
  const bought = order({ customerId: "c1", triggeredAt: AFTER });
  const later = order({ relatedSubject: "checkout:t", triggeredAt: AFTER.add({ hours: 1 }) });
  expect(exitThatEnds(insideOf(bySubject, byCustomer), [stray, bought, later])).toEqual({
    on: "order_created",
    at: AFTER,
  });
});
