import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTemplateProblem } from "#components/sending/format-template-problem.ts";
import { checkBody } from "#core/sending/guards/content.ts";
import { PLACEHOLDER_TEXT } from "#core/sending/templates/placeholder.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { snippetOf } from "#core/sending/templates/snippet.ts";
import { checkWording, usualSegments } from "#core/sending/templates/wording.ts";
import { offersOf } from "#core/triggers/index.ts";
import { library } from "#library/index.ts";
import { catalog } from "./catalog.ts";

const offered = offersOf("order_created");
const problems = (source: string) => templateProblemsOf(source, offered, { channel: "sms", kind: "transactional" });
const kindsOf = (source: string) => problems(source).map(({ kind }) => kind);
const fixed = (source: string) =>
  problems(source)
    .flatMap((fault) => formatTemplateProblem(fault).remedies)[0]
    ?.mend(source);

describe("variables of other products are problems, and the fix is the variable", () => {
  const FIRST_NAME = '{{ customer.first_name | default: "there" }}';
  test.for<[string, string]>([
    ["Hi {FirstName}!", `Hi ${FIRST_NAME}!`],
    ["Hi {first_name}!", `Hi ${FIRST_NAME}!`],
    ["Hi ${first_name}!", `Hi ${FIRST_NAME}!`],
    ["Hi %name%!", `Hi ${FIRST_NAME}!`],
    ["Hi [[name]]!", `Hi ${FIRST_NAME}!`],
    ["Hi *|FNAME|*!", `Hi ${FIRST_NAME}!`],
    ["Hi <<First Name>>!", `Hi ${FIRST_NAME}!`],
    ["Hi { customer.first_name }!", "Hi {{ customer.first_name }}!"],
    ["Hi {{first_name}}!", "Hi {{customer.first_name}}!"],
    ["Order {{ order.number }}", "Order {{ order.name }}"],
    ["Order %order_number%", "Order {{ order.name }}"],
    ["{{ order.line_items | map: 'title' | join: ', ' }}", "{{ order.lines | map: 'title' | join: ', ' }}"],
    ["{{ order.items | map: 'title' | join: ', ' }}", "{{ order.lines | map: 'title' | join: ', ' }}"],
    ["{{ order.total_price }}", "{{ order.total }}"],
  ])("%s", ([source, mended]) => {
    expect(problems(source)).toHaveLength(1);
    expect(fixed(source)).toBe(mended);
    expect(problems(mended)).toEqual([]);
  });

  test.for(["Hi {{ first_name", "Hi first_name }}", "Hi {{{ order.name }}}", "Hi {coupon_of_the_week}"])(
    "%s",
    (source) => {
      expect(problems(source).length).toBeGreaterThan(0);
    },
  );

  test.for([
    "50% off, 20% off {% if order.first %}{ }{% endif %}",
    "{% raw %}{FirstName} %name%{% endraw %}ok",
    "Hi {{ order.name | append: '%name%' }}",
    "3 < 5 > 4 [ok] (fine) |*|",
  ])("but not %s", (source) => {
    expect(problems(source)).toEqual([]);
  });
});

describe("what would come out as nonsense is a problem", () => {
  test.for<[string, string[]]>([
    ["x".repeat(1_700), ["tooLong"]],
    ["’".repeat(900), ["tooLong"]],
    ["x".repeat(1_500), []],
    ["{{ order.first_item }} ".repeat(140), ["tooLong"]],
    [PLACEHOLDER_TEXT, ["placeholder"]],
    [` ${PLACEHOLDER_TEXT}\n`, ["placeholder"]],
    [`${PLACEHOLDER_TEXT} Bye`, []],
    ["{{ order.lines }} are here", ["object"]],
    ["{{ order.lines | join: ', ' }}", ["object"]],
    ["{{ order.lines | append: '!' }}", ["object"]],
    ["{{ order.lines | map: 'title' | join: ', ' }}", []],
    ["{% for line in order.lines %}{{ line.title }} {% endfor %}", []],
    ["{{ order.name | json }} {{ order.note | default: nil | json }}x", []],
    ["{{ '' }}", ["nothing"]],
    ["{% assign x = 1 %}", ["nothing"]],
    ["{% if order.test %}a test{% endif %}", []],
    ["{{ customer.fields.greeting }}", []],
    ["{{ 1 | divided_by: 0 }} off", ["zero"]],
    ["{{ order.name | shout }}", ["filter"]],
    ["{% render 'footer' %}", ["file"]],
    ["{% include 'footer' %}", ["file"]],
    ["{% layout 'footer' %}", ["file"]],
    ["{{ discount.code }}", ["notMade"]],
  ])("%j", ([source, kinds]) => {
    expect(kindsOf(source)).toEqual(kinds);
  });

  test("too long is what the guard of sending refuses", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_200, max: 1_800 }), fc.constantFrom("x", "€", "’"), (length, letter) => {
        const body = letter.repeat(length);
        expect(kindsOf(body).includes("tooLong")).toBe("reason" in checkBody(body));
      }),
    );
  });

  test("a marketing text counts with the name of the shop and the opt-out", () => {
    const body = "x".repeat(1_500);
    expect(templateProblemsOf(body, offered, { channel: "sms", kind: "marketing" })).toMatchObject([
      { kind: "tooLong" },
    ]);
    expect(usualSegments("x".repeat(450), offered, { kind: "marketing" })).toBe(4);
    expect(usualSegments("x".repeat(450), offered, { kind: "transactional" })).toBe(3);
  });

  test("an email may be as long as it likes, and a web call may hold marks of its own", () => {
    expect(templateProblemsOf("x".repeat(1_700), offered, { channel: "email" })).toEqual([]);
    expect(templateProblemsOf("{id}", offered, { isForSystem: true })).toEqual([]);
  });

  test("the output of a step that does not come before says so", () => {
    const source = "Use {{ discount.code }}";
    const [fault] = problems(source);
    expect(fault && formatTemplateProblem(fault)).toEqual({
      said: "No discount code is created before this text.",
      remedies: [],
    });
  });
});

test("every field can be inserted without a problem, and all texts of the library are right", () => {
  for (const field of catalog)
    if (field.type !== "boolean")
      expect(templateProblemsOf(`It is ${snippetOf(field, "")}`, catalog, { channel: "sms" })).toEqual([]);
  expect(library.length).toBeGreaterThan(10);
});

test("checking is bounded by the steps of its renderings", () => {
  const source = "{% for a in order.lines %}{% for i in (1..2000) %}{{ i }}{% endfor %}{% endfor %}";
  expect(checkWording(source, offered, { channel: "sms" }).steps).toBeLessThanOrEqual(40_100);
});
