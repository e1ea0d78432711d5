import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readDefinition, type DefinitionDocument } from "#core/automations/definition.ts";
import { countSegments } from "#core/sending/segments.ts";
import { sampleLinks } from "#core/sending/links.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { categories, defineEntry } from "#library/define.ts";
import { library, libraryEntry } from "#library/index.ts";
import { everything, longest, textsOf, theShopAlone } from "./texts.ts";

const SHELVES = Object.keys(categories);

test("each is known by its own key, and stands on its shelf", () => {
  expect(
    Object.fromEntries(
      SHELVES.map((shelf) => [shelf, library.filter(({ category }) => category === shelf).map(({ key }) => key)]),
    ),
  ).toEqual({
    orders: [
      "order-confirmation",
      "order-fulfilled",
      "shipping-update",
      "out-for-delivery",
      "delivered",
      "delivery-problem",
      "order-cancelled",
      "refund-note",
      "payment-failed",
      "subscription-renewal-failed",
    ],
    newcomers: ["welcome", "welcome-series", "double-opt-in"],
    sales: ["abandoned-cart", "browse-abandonment", "cross-sell", "back-in-stock", "price-drop"],
    after_purchase: ["review-request", "post-purchase-series"],
    regulars: ["customer-reengagement", "win-back-series", "birthday", "vip-thanks", "sunset"],
  });
  for (const one of library) expect(libraryEntry(one.key)).toBe(one);
  expect(libraryEntry("constructor")).toBeUndefined();
  const shelves = library.map(({ category }) => SHELVES.indexOf(category));
  expect(shelves).toEqual(shelves.toSorted((a, b) => a - b));
});

test("no two have one name", () => {
  expect(new Set(library.map(({ name }) => name)).size).toBe(library.length);
});

test("what takes the place of others names them, and no two popular ones tell the same twice", () => {
  const replaced = library.flatMap(({ insteadOf }) => insteadOf);
  expect(replaced.filter((key) => !libraryEntry(key))).toEqual([]);
  const popular = library.filter((entry) => entry.popular);
  expect(popular.map(({ key }) => key)).toEqual([
    "order-confirmation",
    "order-fulfilled",
    "welcome",
    "abandoned-cart",
    "review-request",
    "win-back-series",
  ]);
  expect(popular.flatMap(({ insteadOf }) => insteadOf).filter((key) => libraryEntry(key)?.popular)).toEqual([]);
});

describe.for(library)("$key", (one) => {
  const { definition } = one;
  const links = sampleLinks("https://shopbell.example/l/");
  const known = Object.values(textsOf(one, everything(one), links));
  const bare = Object.values(textsOf(one, theShopAlone(one), links));

  test("is a plain definition, whole with its defaults, and survives a file", () => {
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
  });

  test("tells a merchant its story", () => {
    expect(one.story).toMatch(/^[A-Z].{80,}\.$/);
    expect(one.name).toBe(definition.name);
    expect(definition.description).toMatch(/^[A-Z].{20,}\.$/);
  });

  test("says it in one segment by the sample, and in two at most with the longest values, whatever is missing", () => {
    for (const text of [...known, ...bare])
      expect({ text, ...countSegments(text) }).toMatchObject({ encoding: "GSM-7", segments: 1 });
    for (const text of Object.values(textsOf(one, longest(one), links))) {
      expect({ text, ...countSegments(text) }).toMatchObject({
        encoding: "GSM-7",
        segments: expect.toSatisfy((segments: number) => segments <= 2),
      });
    }
  });

  test("names the shop before anything else, and where it is marketing says how to stop", () => {
    for (const text of [...known, ...bare]) {
      expect(text).toMatch(/^(Welcome to )?Juniper & Co\b/);
      if (definition.kind === "transactional") expect(text).not.toContain("STOP");
      else expect(text).toMatch(/reply .{0,20}STOP to opt out/i);
    }
  });

  test("leaves no gap, bracket or stray mark where something is unknown", () => {
    for (const text of [...known, ...bare])
      expect(text).not.toMatch(/[{}]|null|undefined|\s[,.!?:]|\s{2}|,\s*[!.?:]|[.!?:]{2}|:\s*$/);
  });

  test("never takes money: no text asks for a card, or to pay by an answer", () => {
    for (const text of known)
      expect(text.replace("We never ask for card details by text.", "")).not.toMatch(
        /\bcard (number|details)|\bpay (now|by)/i,
      );
  });
});

/** By automation and step: where its link leads as far as is known, and else to the store. */
test.for<[key: string, step: string, target: string]>([
  ["order-confirmation", "confirm", "https://juniper.example/orders/1042"],
  ["order-fulfilled", "sent", "https://juniper.example/orders/1042"],
  ["payment-failed", "tell", "https://juniper.example/orders/1042"],
  ["subscription-renewal-failed", "tell", "https://juniper.example/account"],
  ["abandoned-cart", "remind", "https://juniper.example/checkouts/c0ffee/recover"],
  ["back-in-stock", "tell", "https://juniper.example/products/linen-shirt?variant=4101"],
  ["price-drop", "tell", "https://juniper.example/products/linen-shirt?variant=4101"],
  ["browse-abandonment", "remind", "https://juniper.example/products/linen-shirt"],
  ["review-request", "ask", "https://juniper.example"],
])("the link of %s leads where its text says: %s to %s", ([key, step, target]) => {
  const entry = libraryEntry(key);
  if (!entry) throw new Error(`no ${key} in the library`);
  expect(textsOf(entry, everything(entry))[step]).toContain(`[${target}]`);
  expect(textsOf(entry, theShopAlone(entry))[step]).toMatch(/\[https:\/\/juniper\.example(\/account)?\]|^[^[]*$/);
});

describe("what the mission asks for", () => {
  const exitsOf = (key: string) =>
    libraryEntry(key)?.definition.exits.map(({ on, match }) => `${on} of the same ${match}`) ?? [];

  test("a purchase ends the welcome and the win-back series, and the abandoned cart", () => {
    for (const key of ["welcome-series", "win-back-series", "abandoned-cart"])
      expect(exitsOf(key)).toContain("order_created of the same customer");
    expect(exitsOf("abandoned-cart")).toContain("order_created of the same subject");
  });

  test("a refund or a cancellation ends what follows a purchase", () => {
    for (const key of ["post-purchase-series", "review-request", "cross-sell"]) {
      expect(exitsOf(key)).toEqual(
        expect.arrayContaining(["order_refunded of the same subject", "order_cancelled of the same subject"]),
      );
    }
  });
});

test("a mistake in the library shows at start-up, with its places", () => {
  const definition: DefinitionDocument = {
    name: "",
    kind: "marketing",
    trigger: { type: "order_created", config: {} },
    reentry: "once",
    steps: [{ id: "a", type: "send_fax", config: {} }],
  };
  expect(() =>
    defineEntry({ key: "broken", category: "orders", alsoCalled: [], story: "A story.", definition }),
  ).toThrow(/^library "broken": name give it a name; steps\.0\.type unknown action "send_fax"/);
});

test("docs/library.md tells of each", () => {
  const page = readFileSync(new URL("../../docs/library.md", import.meta.url), "utf8");
  const rows = library.map(
    ({ key, definition }) => `| \`${key}\` | ${triggerOf(definition.trigger.type).label} | ${definition.description} |`,
  );
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});
