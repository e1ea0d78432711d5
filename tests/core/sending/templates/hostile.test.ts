import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { renderTemplate, type Rendered } from "#core/sending/templates/engine.ts";
import { at } from "#tests/core/instant.ts";

const WHEN = { now: at("2026-03-09T03:30:00Z"), timezone: "America/New_York" };

const written = (source: string, variables: Record<string, unknown> = {}): Rendered =>
  renderTemplate(source, variables, WHEN);

describe("what would run or grow without end is stopped, and says why", () => {
  test.for([
    ["a loop over a hundred million", "{% for i in (1..100000000) %}x{% endfor %}", /memory alloc limit/],
    [
      "loops within loops",
      "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}",
      /(more than 20000 pieces|alloc limit)/,
    ],
    [
      "loops around nothing",
      "{% assign a = (1..900000) %}{% for i in a %}{% for j in a %}{% endfor %}{% endfor %}",
      /(more than 20000 pieces|alloc limit)/,
    ],
    [
      "a text that doubles itself",
      "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
      /alloc limit/,
    ],
    [
      "a text that captures itself twice",
      "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}{{ s }}",
      /(more than 20000 pieces|alloc limit)|string length/,
    ],
    [
      "sorting over and over",
      "{% assign a = (1..9000) %}{% for i in a %}{{ a | sort | reverse | join: ',' }}{% endfor %}",
      /(more than 20000 pieces|alloc limit)/,
    ],
    ["a date as wide as a book", "{{ 'now' | date: '%90000000d' }}", /alloc limit/],
    ["a source as long as a book", "{{ x }}".repeat(2_000), /parse length limit/],
  ] as const)("%s", ([, source, problem]) => {
    expect(written(source)).toEqual({ error: expect.stringMatching(problem) });
  });
});

test("a machine that stalls in the middle of a text leaves it no shorter", () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 60_000));
  expect(written("{% for item in items %}{{ item }} {% endfor %}", { items: ["a", "b", "c"] })).toEqual({
    text: "a b c",
  });
  clock.mockRestore();
});

test("a text about an order of 250 lines is written whole", () => {
  const lines = Array.from({ length: 250 }, (_, index) => ({ title: `t${index}`, quantity: 1 }));
  expect(
    written(
      "{% for line in lines %}{% if line.quantity > 0 %}{{ line.title }} {{ line.quantity }}{% endif %},{% endfor %}",
      { lines },
    ),
  ).toMatchObject({ text: expect.stringContaining("t249 1,") });
});

describe("files are out of reach", () => {
  test.for([
    "{% include 'footer' %}",
    "{% render '/etc/passwd' %}",
    "{% render '../../package.json' %}",
    "{% layout 'base' %}",
    "{% assign f = 'package.json' %}{% include f %}",
  ])("%s", (source) => {
    expect(written(source)).toEqual({ error: expect.stringContaining("ENOENT") });
  });
});

describe("nothing but plain data is in reach", () => {
  class Session {
    token = "own";
    get secret() {
      return "inherited";
    }
  }
  test.for([
    "{{ constructor }}{{ __proto__ }}{{ toString }}{{ hasOwnProperty }}",
    "{{ order.constructor }}{{ order.__proto__ }}{{ order.toString }}{{ order['constructor'] }}",
    "{{ order.constructor.constructor }}{{ ''.constructor.name }}{{ order.name.constructor }}",
    "{{ items.constructor }}{{ items.push }}{{ items.length.constructor }}",
    "{{ session.secret }}{{ session.constructor }}",
    "{{ globalThis }}{{ process.env.HOME }}{{ this }}{{ timezone.constructor }}",
    "{% assign k = '__proto__' %}{{ order[k] }}{% assign k = 'constructor' %}{{ order[k] }}",
  ])("%s", (source) => {
    expect(written(source, { order: { name: "#1" }, items: [], session: new Session() })).toEqual({ text: "" });
  });

  test("a template changes nothing of what it is given", () => {
    const order = Object.freeze({ name: "#1", items: Object.freeze(["b", "a"]) });
    const source =
      "{% assign order = 'x' %}{% assign items = order.items | sort | push: 'c' %}{% increment order %}{{ customer }}";
    written(source, { order });
    expect(order).toEqual({ name: "#1", items: ["b", "a"] });
    expect(written("{{ order.name }}", { order })).toEqual({ text: "#1" });
  });
});

test("values that are not texts make an error or a text, never a fall", () => {
  const value = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true });
  fc.assert(
    fc.property(value, (x) => {
      const result = written(
        "{{ x }}{% if x == 1 %}{% endif %}{% for y in x limit: 3 %}{{ y.z }}{% endfor %}{{ x | size }}",
        { x },
      );
      expect(Object.keys(result)).toHaveLength(1);
    }),
  );
});

test("any scribble is refused or written, and written the same again", () => {
  const marks = ["{{", "}}", "{%", "%}", "{#", " | ", "-", "\n", "1", "'now'", "x", ".y", "[0]", "hello", "raw"];
  const words = [
    " if x ",
    " else ",
    " endif ",
    " for i in (1..3) ",
    " endfor ",
    " assign x = ",
    "date: '%d'",
    "default: 'a'",
    "split: ','",
  ];
  const bit = fc.constantFrom(...marks, ...words);
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 14 }), (bits) => {
      const source = bits.join("");
      const result = written(source, { x: { y: [1, "two"] } });
      expect(written(source, { x: { y: [1, "two"] } })).toEqual(result);
    }),
    { numRuns: 300 },
  );
});
