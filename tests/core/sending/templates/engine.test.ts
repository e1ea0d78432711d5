import { describe, expect, test } from "vitest";
import { checkTemplate, renderTemplate } from "#core/sending/templates/engine.ts";
import { at } from "#tests/core/instant.ts";

/** 23:30 in New York; the next day in London. */
const LATE = { now: at("2026-03-09T03:30:00Z"), timezone: "America/New_York" };
const write = (source: string, variables: Record<string, unknown> = {}, when = LATE) =>
  renderTemplate(source, variables, when);

describe("a text renders known values and leaves out missing ones", () => {
  const known = {
    customer: { first_name: "Ada", last_name: null, email: "" },
    order: { total: "86.00", item_count: 2 },
    items: [{ title: "Soap" }, { title: "Comb" }],
  };
  test.for([
    ["Hi {{ customer.first_name }}!", "Hi Ada!"],
    ["Hi {{ customer.last_name }}!", "Hi !"],
    ["Hi{{ customer.middle_name }}{{ nobody }}{{ nobody.at.all }}!", "Hi!"],
    ["Hi {{ customer.last_name | default: 'there' }}", "Hi there"],
    ["Hi {{ customer.email | default: 'there' }}", "Hi there"],
    ["Hi {{ nobody.name | default: 'there' }}", "Hi there"],
    ["{% if customer.last_name %}Ms {{ customer.last_name }}{% else %}{{ customer.first_name }}{% endif %}", "Ada"],
    ["{% unless nobody %}Nobody{% endunless %}", "Nobody"],
    ["{{ order.total | times: 2 }} for {{ order.item_count | plus: 1 }}", "172 for 3"],
    ["{% for item in items %}{{ item.title }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "Soap, Comb"],
    ["{{ items.size }} {{ items | map: 'title' | join: ' & ' }}", "2 Soap & Comb"],
    ["{{ customer.first_name | upcase | append: '?' }}", "ADA?"],
    ["{{ '<b>Tom & Jerry</b>' }}", "<b>Tom & Jerry</b>"],
  ] as const)("%s", ([source, text]) => {
    expect(write(source, known)).toEqual({ text });
  });
});

describe("lists render as readable text", () => {
  const known = {
    tags: ["vip", "wholesale"],
    lines: [{ title: "Soap" }, { title: "Comb" }],
    order: { name: "#1" },
    nested: [["a", "b"], null, "c", { x: 1 }],
    none: [],
  };
  test.for([
    ["{{ tags }}", "vip, wholesale"],
    ["{{ lines }}!", "!"],
    ["{{ order }}!", "!"],
    ["{{ nested }}", "a, b, c"],
    ["{{ none }}!", "!"],
    ["{{ lines | map: 'title' }}", "Soap, Comb"],
    ["{{ tags | join: ' and ' }}", "vip and wholesale"],
    ["{{ tags | size }} {{ tags[0] }} {{ 1.5 }} {{ true }}", "2 vip 1.5 true"],
    ["{% echo tags %}", "vip, wholesale"],
    ["{% assign list = tags %}{{ list }}", "vip, wholesale"],
    ["{{ (1..3) }}", "1, 2, 3"],
  ] as const)("%s", ([source, text]) => {
    expect(write(source, known)).toEqual({ text });
  });
});

describe("now and today are the time of the run, in its zone", () => {
  test.for([
    ["{{ now | date: '%Y-%m-%d %H:%M' }}", "2026-03-08 23:30"],
    ["{{ 'now' | date: '%Y-%m-%d %H:%M' }}", "2026-03-08 23:30"],
    ["{{ today | date: '%B %e' }}", "March 8"],
    ["{{ 'today' | date: '%B %e' }}", "March 8"],
    ["{{ now | date: '%H:%M', 'Europe/London' }}", "03:30"],
    ["{{ now | date: '%H:%M', 'Asia/Kolkata' }}", "09:00"],
    ["{{ now | date: '%A' }}", "Sunday"],
    ["{{ '2026-07-01T02:00:00Z' | date: '%B %e, %l %p' }}", "June 30, 10 PM"],
    ["{{ '2026-07-01T02:00:00+05:30' | date: '%B %e' }}", "June 30"],
    ["{{ now }}", "2026-03-09T03:30:00Z"],
    ["{{ 'now' | date: '%s' }}", "1773027000"],
    ["{{ nobody | date: '%Y' }}", ""],
  ] as const)("%s", ([source, text]) => {
    expect(write(source)).toEqual({ text });
  });

  test("another zone makes it another day", () => {
    expect(write("{{ 'today' | date: '%A, %B %e' }}", {}, { ...LATE, timezone: "Europe/London" })).toEqual({
      text: "Monday, March 9",
    });
  });

  test("a variable of that name does not stand in for it", () => {
    expect(
      write("{{ now | date: '%Y' }} {{ 'now' | date: '%Y' }}", {
        now: "1999-01-01",
        today: "1999-01-01",
        timezone: "Asia/Tokyo",
      }),
    ).toEqual({
      text: "2026 2026",
    });
  });

  test("the same text at another time is another", () => {
    const source = "{{ 'now' | date: '%Y' }}";
    expect(
      [2026, 2031].map((year) => write(source, {}, { now: at(`${year}-06-01T12:00:00Z`), timezone: "UTC" })),
    ).toEqual([{ text: "2026" }, { text: "2031" }]);
  });
});

describe("spaces are set in order", () => {
  test.for([
    ["  a   b \t c  ", "a b c"],
    ["{% if x %}y{% endif %}  a  {{ x }}  b", "a b"],
    ["a  \n  b", "a\nb"],
    ["a\n\nb", "a\n\nb"],
  ] as const)("%j becomes %j", ([source, text]) => {
    expect(write(source)).toEqual({ text });
  });
});

describe("what no phone shows is taken out of what a variable brings", () => {
  test.for([
    ["a control code", "A\u0007d\u0000a\u001B"],
    ["delete, and codes beyond it", "A\u007Fd\u0085a\u009F"],
    ["a carriage return", "Ad\ra"],
    ["a mark that turns the writing direction", "\u202EA\u202Dd\u202Ca\u202A\u202B"],
    ["an isolate", "\u2066A\u2067d\u2068a\u2069"],
    ["a left-to-right mark", "A\u200Ed\u200Fa"],
  ] as const)("%s", ([, name]) => {
    expect(write("Hi {{ name }}!", { name })).toEqual({ text: "Hi Ada!" });
  });

  test("but letters of any script, emoji and line breaks stay", () => {
    const name = "Zoë 李 עדה 👩‍👧\nB";
    expect(write("{{ name }}", { name })).toEqual({ text: name });
  });
});

describe("an invalid template is reported before saving", () => {
  test.for([
    ["an output that does not end", "Hi {{ name", /not closed/],
    ["a condition that does not end", "Hi {% if name %}", /not closed/],
    ["an end of nothing", "{% endif %}", /endif/],
    ["a tag that there is not", "{% frobnicate %}", /frobnicate/],
    ["a filter that there is not", "Hi {{ name | shout }}", /undefined filter: shout/],
    ["a book", "x".repeat(10_001), /is longer than 10000 characters/],
  ] as const)("%s", ([, source, problem]) => {
    expect(checkTemplate(source)).toMatch(problem);
    expect(write(source)).toEqual({ error: expect.stringMatching(problem) });
  });

  test.for(["", "Hello", "Hi {{ name | default: 'there' }}", "{% if a %}b{% endif %}", "{{ 'now' | date: '%A' }}"])(
    "%j can",
    (source) => {
      expect(checkTemplate(source)).toBeNull();
    },
  );
});
