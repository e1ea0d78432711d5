import { describe, expect, test } from "vitest";
import { readDefinition } from "#core/automation/definition.ts";
import { countSegments } from "#core/sms/segments.ts";
import { renderTemplate } from "#core/templates/engine.ts";
import { sampleOf as factsOfSample } from "#core/triggers/index.ts";
import { defineEntry, type LibraryEntry } from "#library/define.ts";
import { library, libraryEntry } from "#library/index.ts";
import { at } from "../core/instant.ts";

const WHEN = { now: at("2026-05-04T16:00:00Z"), timezone: "America/New_York" };

const textsOf = ({ definition }: LibraryEntry) => definition.steps.flatMap((step) => (step.type === "send_sms" ? [step.config.body] : []));
const sampleOf = ({ definition }: LibraryEntry) => factsOfSample(definition.trigger.type);
/** A store is always known; all else may be missing. */
const shopOf = (one: LibraryEntry) => ({ shop: sampleOf(one).shop });

function written(one: LibraryEntry, variables: Record<string, unknown>): string[] {
  return textsOf(one).map((body) => {
    const rendered = renderTemplate(body, variables, WHEN);
    if ("error" in rendered) throw new Error(rendered.error);
    return rendered.text;
  });
}

function entry(key: string): LibraryEntry {
  const found = libraryEntry(key);
  if (!found) throw new Error(`no "${key}" in the library`);
  return found;
}

test("each is known by its own key", () => {
  expect(library.map(({ key }) => key)).toEqual(["order-confirmation", "abandoned-cart", "welcome"]);
  for (const one of library) expect(libraryEntry(one.key)).toBe(one);
  expect(libraryEntry("constructor")).toBeUndefined();
});

describe.for(library)("$key", (one) => {
  test("is a plain definition, whole with its defaults, and survives a file", () => {
    expect(readDefinition(JSON.parse(JSON.stringify(one.definition)))).toEqual({ definition: one.definition });
  });

  test("tells a merchant its story", () => {
    expect(one.story).toMatch(/^[A-Z].{40,}\.$/);
    expect(one.name).toBe(one.definition.name);
  });

  test("says something, in two segments at most, without a character that makes it wide", () => {
    for (const text of [...written(one, sampleOf(one)), ...written(one, shopOf(one)), ...written(one, {})]) {
      expect(text).not.toBe("");
      expect(countSegments(text)).toMatchObject({ encoding: "GSM-7", segments: expect.toSatisfy((segments: number) => segments <= 2) });
    }
  });

  test("names the shop, and where it is marketing says how to stop", () => {
    for (const text of written(one, shopOf(one))) {
      expect(text).toContain("Juniper & Co");
      if (one.definition.kind === "marketing") expect(text).toContain("Reply STOP to opt out");
      else expect(text).not.toContain("STOP");
    }
  });

  test("leaves no gap, bracket or stray mark where something is unknown", () => {
    for (const text of [...written(one, sampleOf(one)), ...written(one, shopOf(one))]) expect(text).not.toMatch(/[{}]|null|undefined|\s[,.!?:]|\s{2}|,\s*[!.]/);
  });
});

describe("what is sent, word for word", () => {
  test("when all is known", () => {
    expect(written(entry("order-confirmation"), sampleOf(entry("order-confirmation")))).toEqual([
      "Juniper & Co: thank you, Ada! Your order #1042 is confirmed. Follow it here: https://juniper.example/orders/1042",
    ]);
    expect(written(entry("abandoned-cart"), sampleOf(entry("abandoned-cart")))).toEqual([
      "Juniper & Co: you left Linen shirt in your cart, Ada. It is still here: https://juniper.example/checkouts/c0ffee/recover Reply STOP to opt out",
    ]);
    expect(written(entry("welcome"), sampleOf(entry("welcome")))).toEqual([
      "Welcome to Juniper & Co, Ada! You will be the first to hear of new arrivals. Reply STOP to opt out, HELP for help",
      "Juniper & Co: not sure where to begin? Our favourites are here: https://juniper.example Reply STOP to opt out",
    ]);
  });

  test("when nothing but the shop is", () => {
    expect(written(entry("abandoned-cart"), shopOf(entry("abandoned-cart")))).toEqual([
      "Juniper & Co: you left something in your cart. It is still here: https://juniper.example Reply STOP to opt out",
    ]);
    expect(written(entry("welcome"), shopOf(entry("welcome")))).toEqual([
      "Welcome to Juniper & Co! You will be the first to hear of new arrivals. Reply STOP to opt out, HELP for help",
      "Juniper & Co: not sure where to begin? Our favourites are here: https://juniper.example Reply STOP to opt out",
    ]);
  });
});

test("the cart's reminder is called off by an order, for it or by the same customer", () => {
  expect(entry("abandoned-cart").definition.exits).toEqual([
    { on: "order_created", match: "subject" },
    { on: "order_created", match: "customer" },
  ]);
});

test("a mistake in the library shows at start-up, with its places", () => {
  expect(() =>
    defineEntry("broken", "A story.", {
      name: "",
      kind: "marketing",
      trigger: { type: "order_created", config: {} },
      reentry: "once",
      steps: [{ id: "a", type: "send_fax", config: {} }],
    }),
  ).toThrow(/^library "broken": name give it a name; steps\.0\.type unknown action "send_fax"/);
});
