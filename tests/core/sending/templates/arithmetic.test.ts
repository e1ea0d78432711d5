import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderTemplate } from "#core/sending/templates/engine.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { renderMessage } from "#core/sending/templates/render.ts";
import { offersOf } from "#core/triggers/index.ts";
import { at } from "#tests/core/instant.ts";

const WHEN = { now: at("2026-03-09T03:30:00Z"), timezone: "America/New_York" };
const offered = [...offersOf("order_created"), ...offersOf("checkout_abandoned")];
const values = {
  customer: { currency: "CAD", total_spent: "240.00" },
  order: {
    total: "86.00",
    currency: "USD",
    item_count: 2,
    presentment_total: "7900",
    presentment_currency: "JPY",
    lines: [
      { title: "Linen shirt", price: "62.10", quantity: 1, currency: "USD" },
      { title: "Canvas belt", price: "18.20", quantity: 1, currency: "USD" },
    ],
  },
  checkout: { total: "34.70", currency: "INR" },
};
const write = (source: string): string => {
  const rendered = renderMessage(source, values, { ...WHEN, offered });
  if ("error" in rendered) throw new Error(rendered.error);
  return rendered.text;
};

describe("arithmetic is decimal, as Shopify's", () => {
  test.for([
    ["{{ 50 | minus: checkout.total }}", "15.3"],
    ["{{ 0.1 | plus: 0.2 }}", "0.3"],
    ["{{ '1.10' | times: 3 }}", "3.3"],
    ["{{ order.total | times: 0.15 }}", "12.9"],
    ["{{ order.total | times: 2 }}", "172"],
    ["{{ 7 | divided_by: 2 }}", "3"],
    ["{{ -7 | divided_by: 2 }}", "-4"],
    ["{{ 7 | divided_by: 2.0 }}", "3.5"],
    ["{{ '7' | divided_by: 2 }}", "3"],
    ["{{ '7.00' | divided_by: 2 }}", "3.5"],
    ["{{ order.total | divided_by: 3 | round: 2 }}", "28.67"],
    ["{{ order.total | minus: 1 | divided_by: 2 }}", "42.5"],
    ["{{ 10 | divided_by: 3.0 }}", "3.3333333333"],
    ["{{ 7 | modulo: 3 }} {{ -7 | modulo: 3 }} {{ 7.5 | modulo: 2 }}", "1 2 1.5"],
    ["{{ 4.5 | round }} {{ 4.4 | round }} {{ 1.005 | round: 2 }}", "5 4 1.01"],
    ["{{ 4.2 | ceil }} {{ 4.8 | floor }} {{ -4.2 | ceil }} {{ -4.2 | floor }}", "5 4 -4 -5"],
    ["{{ -4.5 | abs }} {{ '-4.50' | abs }}", "4.5 4.5"],
    ["{{ 4 | at_least: 5 }} {{ 4 | at_most: 3.5 }}", "5 3.5"],
    ["{{ 'abc' | plus: 1 }} {{ '12abc' | plus: 1 }} {{ nobody | plus: 1 }}", "1 13 1"],
    ["{{ order.lines | map: 'price' | sum }} {{ order.lines | sum: 'price' }}", "80.3 80.3"],
    ["{% assign rest = 100 | minus: order.total %}{% if rest > 13 %}{{ rest }}{% endif %}", "14"],
    ["{% if order.total > 50 %}much{% endif %}", "much"],
    ["{{ order.total }} {{ order.total | append: '!' }} {{ order.total | split: '.' | first }}", "86.00 86.00! 86"],
    ["{{ order.total | divided_by: nobody }}!", "!"],
  ] as const)("%s", ([source, text]) => {
    expect(write(source)).toBe(text);
  });

  test("adding and taking away the same decimal changes nothing", () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((amount) => (amount / 100).toFixed(2));
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(write(`{{ '${a}' | plus: '${b}' | minus: '${b}' | times: 1 }}`)).toBe(String(Number(a)));
      }),
    );
  });

  test("whole numbers divide as Ruby's do, with a remainder of the divisor's sign", () => {
    const whole = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(
        whole,
        whole.filter((divisor) => divisor !== 0),
        (a, b) => {
          const quotient = Math.floor(a / b);
          expect(write(`{{ ${a} | divided_by: ${b} }} {{ ${a} | modulo: ${b} }}`)).toBe(
            `${quotient} ${a - quotient * b}`,
          );
        },
      ),
    );
  });

  test("no number makes nonsense, and a constant zero is a problem", () => {
    const number = fc.oneof(fc.double(), fc.constantFrom("1e400", "9".repeat(400), "-", ".", "NaN", "Infinity"));
    const filter = fc.constantFrom("plus", "minus", "times", "divided_by", "modulo", "at_least", "at_most");
    fc.assert(
      fc.property(number, number, filter, (a, b, name) => {
        const rendered = renderTemplate(
          `{{ a | ${name}: b }}{{ a | round }}{{ a | ceil }}{{ a | money }}`,
          { a, b },
          WHEN,
        );
        expect("text" in rendered && rendered.text).not.toMatch(/NaN|Infinity|e\+/);
      }),
    );
    expect(templateProblemsOf("{{ 7 | divided_by: 0 }} off", offered)).toEqual([{ kind: "zero" }]);
    expect(templateProblemsOf("{{ order.total | divided_by: order.item_count }} each", offered)).toEqual([]);
  });
});

describe("money is in the currency of its field, as Americans write it", () => {
  test.for([
    ["{{ order.total | money }}", "$86.00"],
    ["{{ order.total | money_with_currency }}", "$86.00 USD"],
    ["{{ order.total | money_without_trailing_zeros }}", "$86"],
    ["{{ order.total | times: 1.005 | money_without_trailing_zeros }}", "$86.43"],
    ["{{ order.total | times: 20 | money_without_currency }}", "1,720.00"],
    ["{{ order.presentment_total | money }}", "¥7,900"],
    ["{{ customer.total_spent | money }}", "CA$240.00"],
    ["{{ checkout.total | money }}", "INR 34.70"],
    ["{{ checkout.total | money_with_currency }}", "INR 34.70"],
    ["{{ order.total | minus: 6.5 | money }}", "$79.50"],
    ["{{ 12 | money }}", "$12.00"],
    [
      "{% for line in order.lines %}{{ line.title }} {{ line.price | money }} {% endfor %}",
      "Linen shirt $62.10 Canvas belt $18.20",
    ],
    ["{{ order.note | money }}!", "!"],
  ] as const)("%s", ([source, text]) => {
    expect(write(source)).toBe(text);
  });

  test("without a currency it is a number", () => {
    expect(renderTemplate("{{ 1234.5 | money }}", {}, WHEN)).toEqual({ text: "1,234.50" });
  });
});

describe("the filters that merchants know", () => {
  test.for([
    ["{{ order.item_count | pluralize: 'item', 'items' }} {{ 1 | pluralize: 'item', 'items' }}", "items item"],
    ["{{ 'Linen shirt, M!' | handleize }} {{ \"Ada's\" | handle }}", "linen-shirt-m adas"],
    ["{{ 'one two three' | truncatewords: 3 }}", "one two three"],
    ["{{ 'one two three four' | truncatewords: 3 }}", "one two three..."],
    ["{{ 'one two three four' | truncatewords: 3, '' }}", "one two three"],
    ["{{ order.lines | map: 'title' | join: ', ' }}", "Linen shirt, Canvas belt"],
    ["{{ order.lines | join: ', ' }}", "Linen shirt, Canvas belt"],
    ["{{ nobody | join: ', ' }}!", "!"],
    ["{{ 'ada' | capitalize }} {{ '<b>' | escape }} {{ nobody | default: 'x' }}", "Ada &lt;b&gt; x"],
  ] as const)("%s", ([source, text]) => {
    expect(write(source)).toBe(text);
  });

  test("a record never comes out as text", () => {
    expect(renderMessage("{{ order.lines | append: '!' }}", values, { ...WHEN, offered })).toEqual({
      error: expect.stringContaining("name one of their fields"),
    });
  });
});
