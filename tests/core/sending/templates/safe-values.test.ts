import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OfferedField } from "#core/automations/fields.ts";
import { MAX_LENGTH } from "#core/sending/templates/safe-words.ts";
import { renderForStaff, renderMessage, renderText } from "#core/sending/templates/render.ts";
import { at } from "#tests/core/instant.ts";
import { catalog, outputsOf, valuesFor } from "./catalog.ts";

const situation = {
  now: at("2026-03-09T03:30:00Z"),
  timezone: "America/New_York",
  offered: catalog,
  plainValues: true,
};
const text = (source: string, values: Record<string, unknown>, differently: Partial<typeof situation> = {}): string => {
  const rendered = renderText(source, values, { ...situation, ...differently });
  if ("error" in rendered) throw new Error(rendered.error);
  return rendered.text;
};
const named = (first_name: unknown) =>
  text("Hi {{ customer.first_name | default: 'there' }}!", { customer: { first_name } });

describe("a first name is a name, or its fallback", () => {
  test.for<[string, string]>([
    ["Ada", "Ada"],
    ["  Ada   Marie ", "Ada Marie"],
    ["Jean-Luc", "Jean-Luc"],
    ["O’Neil", "O'Neil"],
    ["J.R.", "J.R."],
    ["Zoë", "Zoë"],
    ["李小龙", "李小龙"],
    ["Ada\nMarie", "Ada Marie"],
    ["\u202EAda\u0007", "Ada"],
    ["You won 500 dollars, claim at bad.example/x", "there"],
    ["bad.example", "there"],
    ["bad\u200B.example", "there"],
    ["ｂａｄ．example", "there"],
    ["bad。example", "there"],
    ["https://bad.example", "there"],
    ["ada@bad.example", "there"],
    ["Call 212 555 0123", "there"],
    ["Ada2", "there"],
    ["you have won a prize", "there"],
    ["$$$ Ada", "there"],
    ["x".repeat(41), "there"],
    [`Maximilian ${"Alexander".repeat(4)}`, "Maximilian"],
    ["", "there"],
    [" ", "there"],
  ])("%j is %j", ([value, shown]) => {
    expect(named(value)).toBe(`Hi ${shown}!`);
  });

  test("and a name that is no text is none", () => {
    for (const value of [null, undefined, [], {}]) expect(named(value)).toBe("Hi there!");
  });
});

describe("each kind loses what does not belong to it", () => {
  test.for<[path: string, value: string, shown: string]>([
    ["order.first_item", "Linen shirt – “M”\nbad.example/x", 'Linen shirt - "M"'],
    ["order.first_item", "Dr.Martens 1460", "Dr. Martens 1460"],
    ["order.first_item", "AC/DC mug, 3.5mm, v2.0", "AC/DC mug, 3.5mm, v2.0"],
    [
      "order.note",
      "Ring 212 555 0123 or see https://bad.example on 2026-12-24 at 10:30",
      "Ring or see on 2026-12-24 at 10:30",
    ],
    ["order.note", "a\r\nb\u2028c", "a b c"],
    ["reply.text", "www.bad.example ok", "ok"],
    ["order.name", "#1042", "#1042"],
    ["order.status_url", "https://juniper.example/orders/1042?key=a.b", "https://juniper.example/orders/1042?key=a.b"],
    ["order.status_url", "https://juniper.example/a b", ""],
    ["order.status_url", "javascript:alert(1)", ""],
    ["customer.email", "ada@example.com", "ada@example.com"],
    ["customer.email", "ada@example.com see bad.example", ""],
    ["customer.phone", "+12125550198", "+12125550198"],
    ["customer.phone", "call me", ""],
    ["order.total", "86.00", "86.00"],
    ["order.total", "bad.example", ""],
    ["order.created_at", "bad.example", ""],
    ["shop.name", "Juniper.example", "Juniper.example"],
    ["discount.code", "SAVE.NOW", "SAVE.NOW"],
    ["manual.words", "See https://juniper.example\nBye", "See https://juniper.example\nBye"],
    ["event.data.note", "see bad.example/x", "see"],
    ["order.fields.Delivery", "12/24/2026", "12/24/2026"],
    ["customer.fields.colour", "blue\nbad.example", "blue"],
  ])("%s: %j", ([path, value, shown]) => {
    const [root = "", ...names] = path.split(".");
    const inner = names.reduceRight<unknown>((within, name) => ({ [name]: within }), value);
    expect(text(`{{ ${path} }}`, { [root]: inner })).toBe(shown);
  });

  test("a link to the store from the merchant's own system stays, and no other", () => {
    const shop = { name: "Juniper", url: "https://juniper.example" };
    const link = (url: string) =>
      text("{{ event.data.link }}{{ order.fields.link }}", {
        shop,
        event: { data: { link: url } },
        order: { fields: { link: url } },
      });
    expect(link("https://juniper.example/points")).toBe("https://juniper.example/points");
    expect(link("https://bad.example/points")).toBe("");
  });

  test("staff and other systems read values as given", () => {
    const note = "Ring 212 555 0123, ada@example.com";
    expect(renderForStaff("{{ order.note }}", { order: { note } }, situation)).toEqual({ text: note });
  });
});

/** What a phone shows as a link. */
const LINK = /[a-z]+:\/\/|\S@\S|[\p{L}\p{N}]\.[\p{L}][\p{L}\p{N}]|\d\.\d+\.\d+\.\d/iu;
const isLink = ({ type, kind }: OfferedField) =>
  type === "url" || kind === "link" || kind === "email" || kind === "own";

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."bad.example|bad.example/x|https://bad.example|www.bad.example|ada@bad.example|tel:+12125550123|\n|\r\n|\u2028|\u0000|\u202E|\u200B|bad|.|example|/|@|:|。|．|…|—|\u200D|😀|Ada|1.2.3.4|//|{{ shop.url }}".split(
          "|",
        ),
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constant("x".repeat(5_000)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("whatever the value of a field, the text has no link, no line break and no length of it", () => {
  test.for(catalog.flatMap((outer) => outputsOf(outer).map((output) => ({ ...output, outer }))))(
    "$path",
    ({ field, outer, source }) => {
      fc.assert(
        fc.property(hostile, fc.boolean(), (value, plainValues) => {
          const written = text(`Hi ${source} there`, valuesFor({ field }, outer, value), { plainValues });
          const shown = written.slice("Hi ".length, -"there".length).trim();
          if (field.kind !== "own") expect(written).not.toMatch(/[\n\r\u0085\u2028\u2029\u202A-\u202E]/);
          expect(shown.length).toBeLessThanOrEqual(
            MAX_LENGTH[field.kind ?? (field.type === "url" ? "link" : "label")] * 3,
          );
          if (!isLink(field)) expect(shown.normalize("NFKC")).not.toMatch(LINK);
          if (field.type === "url" || field.kind === "link") expect(shown).toMatch(/^(?:https?:\/\/\S+)?$/);
          if (field.kind === "email") expect(shown).toMatch(/^(?:[^\s@]+@[^\s@]+)?$/);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.for(["event.data.any", "customer.fields.any", "order.fields.any", "checkout.token", "line.any"])(
    "also of a value that no field declares: %s",
    (path) => {
      fc.assert(
        fc.property(hostile, (value) => {
          const [root = "", ...names] = path.split(".");
          const inner = names.reduceRight<unknown>((within, name) => ({ [name]: within }), value);
          const written = text(`Hi {{ ${path} }} there`, { [root]: inner });
          expect(written).not.toMatch(/[\n\r]/);
          expect(written.normalize("NFKC")).not.toMatch(LINK);
        }),
      );
    },
  );
});

test("every text field says what it holds, or which words it may be", () => {
  const silent = catalog
    .flatMap((field) => [field, ...(field.of ?? [])])
    .filter(({ type, kind, options }) => (type === "text" || type === "list") && !kind && !options);
  expect(silent).toEqual([]);
});

describe("plain characters in values", () => {
  const order = { first_item: "Linen shirt – “M” ™" };
  const source = "Your {{ order.first_item }} is here";
  test.for<[fact: string, source: string, first_item: string, plain: string, asGiven: string]>([
    [
      "make a text GSM-7",
      source,
      order.first_item,
      'Your Linen shirt - "M" TM is here',
      "Your Linen shirt – “M” ™ is here",
    ],
    [
      "leave what would stay dear anyway",
      `${source} 😀`,
      order.first_item,
      "Your Linen shirt – “M” ™ is here 😀",
      "Your Linen shirt – “M” ™ is here 😀",
    ],
    ["keep letters", source, "Kővári’s shirt", "Your Kővári’s shirt is here", "Your Kővári’s shirt is here"],
    ["keep what is GSM-7", source, "Café shirt", "Your Café shirt is here", "Your Café shirt is here"],
    ["leave the merchant's own words", "It’s {{ order.first_item }}", "a – b", "It’s a – b", "It’s a – b"],
  ])("%s", ([, template, first_item, plain, asGiven]) => {
    expect(text(template, { order: { first_item } })).toBe(plain);
    expect(text(template, { order: { first_item } }, { plainValues: false })).toBe(asGiven);
  });

  test("are for texts alone: an email costs no more", () => {
    expect(renderMessage(source, { order }, situation)).toEqual({ text: "Your Linen shirt – “M” ™ is here" });
  });
});
