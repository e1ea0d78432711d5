import { describe, expect, test } from "vitest";
import { unknownVariables } from "#core/sending/templates/variables.ts";
import { actions } from "#core/actions/index.ts";
import { stepOutputs } from "#core/actions/outputs.ts";
import { offersOf } from "#core/triggers/index.ts";

const offered = offersOf("order_created");
const unknownIn = (source: string) =>
  unknownVariables(source, offered, "body").map(({ message }) => /"(.*?)"/.exec(message)?.[1]);

describe("a text may name", () => {
  test.for([
    ["what the trigger offers", "{{ order.name }} {{ order.total }}"],
    [
      "an amount's currency",
      "{{ order.total }} {{ order.currency }} {{ customer.total_spent }} {{ customer.currency }}",
    ],
    ["the customer and the shop", "{{ customer.first_name | default: 'there' }} of {{ shop.name }}"],
    ["the time", "{{ now | date: '%H' }} {{ 'now' | date: '%H' }} {{ today }}"],
    [
      "what it has named itself",
      "{% assign who = customer.first_name %}{% capture both %}{{ who }}!{% endcapture %}{{ both }}",
    ],
    ["what it counts itself", "{% increment n %}{{ n }}"],
    [
      "the lines of an order, one after another",
      "{% for line in order.lines %}{{ line.title }} {{ forloop.index }}{% endfor %}",
    ],
    ["one of the lines", "{{ order.lines[0].title }} {{ order.lines.first.price }} {{ order.lines.last.quantity }}"],
    ["a line by a number that is worked out", "{% assign n = order.lines.size | minus: 1 %}{{ order.lines[n].title }}"],
    ["how many there are", "{{ order.lines.size }} {{ order.tags.size }} {{ customer.first_name.size }}"],
    ["one of a list", "{{ customer.tags[0] }} {{ customer.tags.first }} {{ customer.tags | join: ', ' }}"],
    ["a field of the merchant's own", "{{ customer.fields.favourite_colour }} {{ order.fields['Delivery date'] }}"],
    ["what a filter takes", "{{ 'x' | append: order.name }} {{ order.note | default: order.name }}"],
    [
      "what a condition asks",
      "{% if order.total > 50 and customer.tags contains 'vip' %}x{% elsif order.first %}y{% endif " +
        "%}{% case order.source %}{% when 'web' %}z{% endcase %}",
    ],
    ["nothing", "Hello"],
  ] as const)("%s", ([, source]) => {
    expect(unknownIn(source)).toEqual([]);
  });
});

describe("a text would have a gap where it names", () => {
  test.for([
    ["a misspelled group", "{{ custmer.first_name }}", ["custmer.first_name"]],
    ["a misspelled field", "{{ order.totl }}", ["order.totl"]],
    ["a group as a whole", "{{ customer }} {{ order }}", ["customer", "order"]],
    ["what another trigger offers", "{{ checkout.url }}", ["checkout.url"]],
    [
      "more of a text than its size",
      "{{ order.name.first }} {{ order.name.size.size }}",
      ["order.name.first", "order.name.size.size"],
    ],
    [
      "a line's field that lines have not",
      "{{ order.lines[0].colour }} {{ order.lines.title }}",
      ["order.lines.0.colour", "order.lines.title"],
    ],
    ["more of a list's entry", "{{ customer.tags[0].name }}", ["customer.tags.0.name"]],
    [
      "a field of every object",
      "{{ order.constructor }} {{ order.lines.length }} {{ constructor }}",
      ["order.constructor", "order.lines.length", "constructor"],
    ],
    ["in a condition", "{% if order.paid %}x{% endif %}", ["order.paid"]],
    ["in a filter", "{{ order.name | append: order.nmae }}", ["order.nmae"]],
    ["in a loop", "{% for line in order.items %}{{ line.title }}{% endfor %}", ["order.items"]],
    [
      "after the name of its own is gone",
      "{% for line in order.lines %}{{ line.title }}{% endfor %}{{ line.title }}",
      ["line.title"],
    ],
    ["the same twice, told once", "{{ order.totl }}{{ order.totl }}", ["order.totl"]],
    ["all of the merchant's own at once", "{{ customer.fields }}", ["customer.fields"]],
  ] as const)("%s", ([, source, unknown]) => {
    expect(unknownIn(source)).toEqual(unknown);
  });
});

test("suggests variables of the same group, or the groups", () => {
  const firstProblem = (source: string) => unknownVariables(source, offered, "steps.0.config.body")[0];
  expect(firstProblem("{{ shop.nam }}")).toEqual({
    path: "steps.0.config.body",
    message: 'nothing here is called "shop.nam"; there are shop.name, shop.url',
  });
  expect(firstProblem("{{ shp.name }}")?.message).toBe(
    'nothing here is called "shp.name"; there are order, customer, shop',
  );
});

test.for(stepOutputs)(
  "the output of a step that does not come before is said to be not made yet: $path",
  ({ path, notMade }) => {
    expect(unknownVariables(`{{ ${path} }}`, offered, "body")).toEqual([{ path: "body", message: notMade }]);
  },
);

test("every output of every step is in the list of outputs", () => {
  expect(actions.flatMap(({ outputs = [] }) => outputs)).toEqual(stepOutputs);
});

test("a source that cannot be read is for others to refuse", () => {
  expect(unknownIn("{{ custmer.first_name")).toEqual([]);
});
