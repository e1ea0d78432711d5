import fc from "fast-check";
import { filters } from "liquidjs";
import { describe, expect, test, vi } from "vitest";
import { checkTemplate, renderTemplate, variablesIn, type Rendered } from "#core/sending/templates/engine.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { at } from "#tests/core/instant.ts";

const WHEN = { now: at("2026-03-09T03:30:00Z"), timezone: "America/New_York" };

const written = (source: string, variables: Record<string, unknown> = {}): Rendered =>
  renderTemplate(source, variables, WHEN);

const STEPS = /^takes more than 20000 steps; shorten its loops and lists$/;
const VALUE = /^makes a list or value of more than 20000 entries or characters$/;
const CHARACTERS = /^works through more than 1000000 characters; shorten its loops and lists$/;
const OUTPUT = /^comes out longer than 10000 characters$/;
const BRACKETS = /^has more than 200 opening brackets$/;
const TAGS = /^nests tags more than 20 deep$/;
const SOURCE = /^is longer than 10000 characters$/;

const LIST = "{% assign a = (1..9000) %}";
const inLoop = (body: string, before = LIST) => `${before}{% for i in a %}${body}{% endfor %}`;

const HOSTILE: readonly [string, string, RegExp][] = [
  ["a loop over a hundred million", "{% for i in (1..100000000) %}x{% endfor %}", VALUE],
  ["a range between numbers that are texts", "{% for i in ('1'..'900000') %}x{% endfor %}", VALUE],
  ["a range to infinity", "{% for i in ('-Infinity'..'Infinity') %}x{% endfor %}", VALUE],
  ["ranges one after another", inLoop("{{ (1..19000) | size }}"), /steps|characters/],
  [
    "loops within loops",
    "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}",
    STEPS,
  ],
  ["loops around nothing", `${LIST}{% for i in a %}{% for j in a %}{% endfor %}{% endfor %}`, STEPS],
  ["loops that only turn a list round", inLoop("{% for j in a reversed limit: 0 %}{% endfor %}"), STEPS],
  ["a table around nothing", inLoop("{% tablerow j in a %}{% endtablerow %}"), /steps|comes out longer/],
  ...["find", "has", "where", "reject", "find_index", "group_by"].flatMap((filter): [string, string, RegExp][] => [
    [`${filter} in a wide range`, `{% assign b = (1..900000) | ${filter}: 'x', 1 %}`, VALUE],
    [`${filter}_exp in a wide range`, `{% assign b = (1..900000) | ${filter}_exp: 'x', 'x == 0' %}`, VALUE],
    [`${filter} over and over`, inLoop(`{% assign b = a | ${filter}: 'x', a %}`), STEPS],
    [`${filter}_exp over and over`, inLoop(`{% assign b = a | ${filter}_exp: 'x', 'x == 0' %}`), STEPS],
    [
      `${filter}_exp within itself`,
      `${LIST}{% assign b = a | ${filter}_exp: 'x', "a | ${filter}_exp: 'y', 'y == 0'" %}`,
      STEPS,
    ],
  ]),
  ...["map: 'x'", "sort: 'x'", "sort_natural: 'x'", "sum: 'x'", "sum", "sort", "sort_natural", "reverse", "uniq"].map(
    (filter): [string, string, RegExp] => [`${filter} over and over`, inLoop(`{{ a | ${filter} | size }}`), STEPS],
  ),
  ...["compact", "shift", "pop", "join", "json", "inspect", "first", "last", "push: 1", "concat: a", "slice: 1, 9"].map(
    (filter): [string, string, RegExp] => [
      `${filter} over and over`,
      inLoop(`{% assign b = a | ${filter} %}`),
      /steps|characters/,
    ],
  ),
  ["sorting over and over", inLoop("{{ a | sort | reverse | join: ',' }}"), /steps|comes out longer/],
  ["lists compared over and over", inLoop("{% if a == b %}{% endif %}", `${LIST}{% assign b = a | reverse %}`), STEPS],
  ["a list asked for what it has not", inLoop("{% if a contains 'x' %}{% endif %}"), STEPS],
  ["a list in a case", inLoop("{% case a %}{% when b %}{% endcase %}", `${LIST}{% assign b = a | reverse %}`), STEPS],
  [
    "a list of lists that doubles",
    `{% assign a = 'x,y' | split: ',' %}${"{% assign a = '' | split: ',' | push: a | push: a %}".repeat(40)}{{ a }}`,
    /steps|lists inside lists/,
  ],
  [
    "a list within a list within a list",
    `{% assign a = 'x,y' | split: ',' %}{% for i in (1..900) %}{% assign a = '' | split: ',' | push: a %}{% endfor %}`,
    /^puts lists inside lists, more than 20 deep$/,
  ],
  ["a condition as long as a book", inLoop(`{% if ${"true and ".repeat(1_000)}false %}{% endif %}`), STEPS],
  ["a choice of a thousand", inLoop(`{% case 1 %}{% when ${"2,".repeat(2_000)}3 %}{% endcase %}`), STEPS],
  ["a thousand other conditions", inLoop(`{% if false %}${"{% elsif false %}".repeat(500)}{% endif %}`), STEPS],
  ["a cycle of a thousand", inLoop(`{% cycle ${"1,".repeat(2_000)}2 %}`), STEPS],
  ["a filter with a thousand inputs", inLoop(`{{ x | default: ${"1,".repeat(2_000)}2 }}`), STEPS],
  ["a path as long as a book", inLoop(`{{ a.x${".y".repeat(2_000)} }}`), STEPS],
  ["a date over and over", inLoop("{% assign b = now | date: '%A' %}"), STEPS],
  [
    "a text that doubles itself",
    "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
    VALUE,
  ],
  [
    "a text that captures itself twice",
    "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}{{ s }}",
    OUTPUT,
  ],
  [
    "a text that replaces each letter by itself",
    "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..9) %}{% assign s = s | replace: 'x', s %}{% endfor %}",
    VALUE,
  ],
  [
    "a long text cut up over and over",
    `{% assign s = '${"x ".repeat(4_000)}' %}{% for i in (1..5000) %}{% assign b = s | split: ' ' %}{% endfor %}`,
    /steps|characters/,
  ],
  [
    "markup that does not end, over and over",
    `{% assign s = '${"<script ".repeat(1_000)}' %}{% for i in (1..5000) %}{% assign b = s | strip_html %}{% endfor %}`,
    CHARACTERS,
  ],
  ["a block of text over and over", inLoop(`{% capture b %}${"x".repeat(9_000)}{% endcapture %}`), CHARACTERS],
  ["raw text over and over", inLoop(`{% raw %}${"x".repeat(9_000)}{% endraw %}`), OUTPUT],
  ["a date as wide as a book", "{{ 'now' | date: '%90000000d' }}", VALUE],
  ["a number as wide as a book", "{{ 'now' | date: '%90000000N' }}", VALUE],
  ["a source as long as a book", "{{ x }}".repeat(2_000), SOURCE],
  ["brackets within brackets", `{{ ${"a[".repeat(2_000)}1${"]".repeat(2_000)} }}`, BRACKETS],
  ["brackets that do not end", `{{ ${"a[".repeat(4_000)} }}`, BRACKETS],
  ["quoted brackets that do not end", `{{ x['a${"']['[".repeat(1_500)} }}`, BRACKETS],
  ["ranges within ranges", `{{ ${"(".repeat(4_000)} }}`, BRACKETS],
  ["tags within tags", "{% if x %}".repeat(400) + "{% endif %}".repeat(400), TAGS],
  ["tags within tags on lines", `{% liquid ${"liquid ".repeat(1_300)} %}`, TAGS],
];

/** The processor time that the work takes on this thread, in milliseconds: what else the machine does is left out. */
function costOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

describe("what would run or grow without end is stopped soon, and says why", () => {
  test.for(HOSTILE)("%s", ([, source, problem]) => {
    const cost = costOf(() => expect(written(source)).toEqual({ error: expect.stringMatching(problem) }));
    expect(cost).toBeLessThan(400);
  });

  test.for(HOSTILE)("and is refused before it is published: %s", ([, source, problem]) => {
    const cost = costOf(() => expect(checkTemplate(source)).toMatch(problem));
    expect(cost).toBeLessThan(400);
  });

  test.for(HOSTILE)("and is searched for names as soon: %s", ([, source]) => {
    expect(costOf(() => variablesIn(source))).toBeLessThan(400);
  });

  test("also when it depends on the values", () => {
    const source = "{% for i in list %}{% for j in list %}{% for k in list %}x{% endfor %}{% endfor %}{% endfor %}";
    expect(checkTemplate(source)).toBeNull();
    const list = Array.from({ length: 500 }, (_, index) => index);
    const cost = costOf(() =>
      expect(written(source, { list })).toEqual({ error: expect.stringMatching(/steps|longer/) }),
    );
    expect(cost).toBeLessThan(400);
  });

  test("every filter counts its work, however often it is asked", () => {
    const names = Object.keys(filters).filter((name) => checkTemplate(`{{ 'x' | ${name}: 'y', 'z' }}`) === null);
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) {
      const source = inLoop(inLoop(`{% assign b = a | ${name}: 'y', 'z' %}`, ""));
      expect(costOf(() => expect(written(source)).toEqual({ error: expect.any(String) }))).toBeLessThan(400);
    }
  });
});

test("brackets, tags and ranges, however they nest, are read in time that grows with their length alone", () => {
  const bit = fc.constantFrom(
    "a[",
    "]",
    "(",
    "..",
    ")",
    "['",
    "']",
    "'",
    '"',
    "1",
    "a",
    ".b",
    "|",
    ":",
    ",",
    "{{",
    "}}",
  );
  const tag = fc.constantFrom(
    "{% if a[",
    "{% for a in (1..",
    "%}",
    "{% endif %}",
    "{% endfor %}",
    "{% liquid",
    "{% case ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(bit, tag), { maxLength: 12 }), fc.integer({ min: 1, max: 400 }), (bits, times) => {
      const source = `{{ ${bits.join("").repeat(times)} }}`;
      const cost = costOf(() => {
        expect(Object.keys(written(source))).toHaveLength(1);
        variablesIn(source);
      });
      expect(cost).toBeLessThan(400);
    }),
    { numRuns: 150 },
  );
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

describe("no text includes another, and it is told so before it is published", () => {
  test.for<[string, string]>([
    ["include", "{% include 'footer' %}"],
    ["render", "{% render '/etc/passwd' %}"],
    ["render", "{%- render '../../package.json', x: 1 -%}"],
    ["render", "{% if x %}{% render 'constructor' %}{% endif %}"],
    ["layout", "{% layout 'base' %}"],
    ["block", "{% block a %}{% endblock %}"],
    ["include", "{% assign f = 'package.json' %}{% include f %}"],
    ["include", "{% liquid\n include 'a'\n %}"],
  ])("%s: %s", ([tag, source]) => {
    const error = `cannot use {% ${tag} %}, for there are no other templates; write its content here`;
    expect(checkTemplate(source)).toBe(error);
    expect(written(source)).toEqual({ error });
    expect(templateProblemsOf(source, [])).toEqual([{ kind: "file", name: tag }]);
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
