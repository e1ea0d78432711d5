import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObservedCustomer } from "#core/intake/define.ts";
import { type KnownCustomer, mergeCustomer } from "#core/customers/record.ts";
import { Temporal } from "#core/time/time.ts";

const nobody: KnownCustomer = {
  email: null,
  firstName: null,
  lastName: null,
  countryCode: null,
  provinceCode: null,
  locale: null,
  sourceUpdatedAt: null,
};
const fields = ["email", "firstName", "lastName", "countryCode", "provinceCode", "locale"] as const;

const momentOf = (second: number) =>
  Temporal.Instant.fromEpochMilliseconds(1_780_000_000_000 + second * 1_000).toString();
const sighting = (observedValues: Partial<ObservedCustomer>): ObservedCustomer => ({
  shopifyId: "1",
  phone: null,
  email: null,
  firstName: null,
  lastName: null,
  countryCode: null,
  provinceCode: null,
  locale: null,
  updatedAt: null,
  ...observedValues,
});
const merged = (sightings: readonly ObservedCustomer[]) => sightings.reduce(mergeCustomer, nobody);

const word = fc.constantFrom("a", "b", "c");
const tellingOf = (value: fc.Arbitrary<string | null>) =>
  fc.record({
    email: value,
    firstName: value,
    lastName: value,
    countryCode: value,
    provinceCode: value,
    locale: value,
  });
/** Observations at distinct times, oldest first, each with some fields. */
const history = (telling = tellingOf(fc.option(word)), maxLength = 6) =>
  fc
    .uniqueArray(fc.nat(1_000), { minLength: 1, maxLength })
    .chain((seconds) =>
      fc
        .array(telling, { minLength: seconds.length, maxLength: seconds.length })
        .map((tellings) =>
          seconds
            .toSorted((a, b) => a - b)
            .map((second, index) => sighting({ ...tellings[index], updatedAt: momentOf(second) })),
        ),
    );
/** The same with a delivery order. */
const disordered = (inTime: fc.Arbitrary<ObservedCustomer[]>) =>
  inTime.chain((sightings) =>
    fc.shuffledSubarray(sightings, { minLength: sightings.length }).map((arrived) => ({ sightings, arrived })),
  );

describe("a customer known by sightings", () => {
  test("has the last value of each field when events come in order", () => {
    fc.assert(
      fc.property(history(), (sightings) => {
        const result = merged(sightings);
        for (const field of fields)
          expect(result[field]).toBe(sightings.findLast((seen) => seen[field] !== null)?.[field] ?? null);
      }),
    );
  });

  test("has the newest values in any delivery order", () => {
    fc.assert(
      fc.property(disordered(history()), ({ sightings, arrived }) => {
        const result = merged(arrived);
        const newest = sightings.at(-1);
        for (const field of fields) if (newest?.[field]) expect(result[field]).toBe(newest[field]);
        expect(result.sourceUpdatedAt).toBe(newest?.updatedAt);
      }),
    );
  });

  test("lacks only fields that no event had, in any delivery order", () => {
    fc.assert(
      fc.property(disordered(history()), ({ sightings, arrived }) => {
        const result = merged(arrived);
        for (const field of fields) {
          const observedValues = sightings.map((seen) => seen[field]).filter((value) => value !== null);
          if (observedValues.length === 0) expect(result[field]).toBeNull();
          else expect(observedValues).toContain(result[field]);
        }
      }),
    );
  });

  test("is the same in every order when each event is complete", () => {
    fc.assert(
      fc.property(disordered(history(tellingOf(word))), ({ sightings, arrived }) => {
        expect(merged(arrived)).toEqual(merged(sightings));
      }),
    );
  });

  test("is the same in either order of two", () => {
    fc.assert(
      fc.property(disordered(history(undefined, 2)), ({ sightings, arrived }) => {
        expect(merged(arrived)).toEqual(merged(sightings));
      }),
    );
  });

  test("does not change when an event is repeated", () => {
    fc.assert(
      fc.property(history(), (sightings) => {
        const result = merged(sightings);
        expect(mergeCustomer(result, sightings.at(-1) ?? sighting({}))).toEqual(result);
      }),
    );
  });
});

test("silence erases nothing", () => {
  const known = merged([sighting({ phone: "+12125550147", email: "rosa@example.com", updatedAt: momentOf(1) })]);
  expect(mergeCustomer(known, sighting({ updatedAt: momentOf(2) }))).toEqual({
    ...known,
    sourceUpdatedAt: momentOf(2),
  });
});

test("tags are replaced as a whole by the newer event", () => {
  const known = merged([
    sighting({ tags: ["vip", "retail"], state: "invited", since: momentOf(0), updatedAt: momentOf(1) }),
  ]);
  expect(mergeCustomer(known, sighting({ tags: ["vip"], state: "enabled", updatedAt: momentOf(2) }))).toMatchObject({
    tags: ["vip"],
    state: "enabled",
    since: momentOf(0),
  });
  expect(mergeCustomer(known, sighting({ tags: [], updatedAt: momentOf(2) })).tags).toEqual([]);
  expect(mergeCustomer(known, sighting({ tags: null, updatedAt: momentOf(2) })).tags).toEqual(["vip", "retail"]);
  expect(mergeCustomer(known, sighting({ tags: ["old"], updatedAt: momentOf(0) })).tags).toEqual(["vip", "retail"]);
});

test("an event without a time only fills empty fields", () => {
  const known = merged([sighting({ lastName: "Delgado", updatedAt: momentOf(1) })]);
  expect(mergeCustomer(known, sighting({ lastName: "Other", email: "rosa@example.com" }))).toEqual({
    ...known,
    email: "rosa@example.com",
  });
});
