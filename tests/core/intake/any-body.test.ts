import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeEvent, parseLossless, topicReaders } from "#core/intake/normalize.ts";
import { ignoredReasons } from "#core/activity/reasons.ts";
import { concerns, entersAt, matchTriggers, triggerChoice, triggers } from "#core/triggers/index.ts";
import { scenarios } from "../triggers/scenarios.ts";

const topics = topicReaders.flatMap((reader): string[] => [...reader.topics]);
const bodies = Object.values(scenarios).flatMap(({ lets, not }) => [...lets, ...not]);
const choices = triggers.map(({ type }) => triggerChoice.parse({ type }));

/** Runs every reader of a normalised event; its facts must be plain data. */
function digested(topic: string, body: unknown): boolean {
  const result = normalizeEvent(topic, body);
  if ("ignored" in result) return Object.hasOwn(ignoredReasons, result.ignored);
  const { normalizedEvent } = result;
  const { candidateFor, planned } = matchTriggers(topic, normalizedEvent);
  for (const choice of choices.filter(({ type }) => [...candidateFor, ...planned].includes(type))) {
    concerns(choice, normalizedEvent);
    entersAt(choice, normalizedEvent.facts, "America/New_York");
  }
  return (
    normalizedEvent.subject !== "" && isDeepStrictEqual(JSON.parse(JSON.stringify(normalizedEvent)), normalizedEvent)
  );
}

/** Replaces the value at a path, as far as the path exists. */
function replaced(body: unknown, path: readonly number[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof body !== "object" || body === null) return value;
  const keys = Object.keys(body);
  if (keys.length === 0) return value;
  const at = step % keys.length;
  const entries = Object.entries(body).map(
    ([key, child], index) => [key, index === at ? replaced(child, rest, value) : child] as const,
  );
  return Array.isArray(body) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

describe("whatever is delivered is understood or ignored with a reason, and nothing throws", () => {
  test.for(topics)("%s", (topic) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        expect(digested(topic, body)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("also a body that is right but in one place", () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        "",
        " ",
        "gid://shopify/Customer/",
        "1e400",
        "-1",
        "2026-13-45T99:00:00Z",
        "+",
        "__proto__",
        Number.MAX_SAFE_INTEGER,
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
        odd,
        ([topic, body], path, value) => {
          expect(digested(topic, replaced(parseLossless(body), path, value))).toBe(true);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
