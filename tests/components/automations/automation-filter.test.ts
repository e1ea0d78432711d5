import { describe, expect, test } from "vitest";
import {
  automationsAddress,
  filterAutomations,
  automationFilterIn,
  tagsOf,
  triggersOf,
  type AutomationListItem,
  type AutomationFilter,
} from "#components/automations/automation-filter.ts";

const line = (name: string, more: Partial<AutomationListItem> = {}): AutomationListItem => ({
  id: name,
  name,
  trigger: "Order created",
  triggerType: "order_created",
  status: "active",
  tags: [],
  unpublished: false,
  figures: { entered: 0, sent: 0, skipped: 0 },
  revenue: { shown: "", orders: 0, amount: 0 },
  updatedAt: "2026-11-20T12:00:00Z",
  ...more,
});

const lines = [
  line("Welcome", {
    trigger: "Subscribed to SMS",
    triggerType: "consent_granted",
    figures: { entered: 3, sent: 9, skipped: 1 },
    revenue: { shown: "$5.00", orders: 1, amount: 5 },
  }),
  line("abandoned cart", {
    status: "paused",
    trigger: "Checkout abandoned",
    triggerType: "checkout_abandoned",
    tags: ["Summer", "win back"],
    unpublished: true,
    figures: { entered: 8, sent: 2, skipped: 6 },
    updatedAt: "2026-11-21T12:00:00Z",
  }),
  line("Thanks", { status: "draft", revenue: { shown: "$40.00", orders: 2, amount: 40 } }),
  line("Old one", { status: "archived" }),
];
const all: AutomationFilter = { view: "all", search: "", unpublished: false, sort: "name asc" };
const names = (narrowing: Partial<AutomationFilter>) =>
  filterAutomations(lines, { ...all, ...narrowing }).map(({ name }) => name);

describe("the list of automations", () => {
  test.for<[fact: string, narrowing: Partial<AutomationFilter>, names: string[]]>([
    ["shows all but what is archived, by name whatever the capitals", {}, ["abandoned cart", "Thanks", "Welcome"]],
    ["shows what is on", { view: "on" }, ["Welcome"]],
    ["shows what is off", { view: "off" }, ["abandoned cart"]],
    ["shows drafts", { view: "drafts" }, ["Thanks"]],
    ["shows what is archived", { view: "archived" }, ["Old one"]],
    ["is searched by name and by what starts it, word by word", { search: " CART  checkout" }, ["abandoned cart"]],
    ["shows nothing that does not fit every word", { search: "cart order" }, []],
    ["shows what one trigger starts", { trigger: "order_created" }, ["Thanks"]],
    ["shows what has changes that are not published", { unpublished: true }, ["abandoned cart"]],
    ["is ordered by who entered", { sort: "entered desc" }, ["abandoned cart", "Welcome", "Thanks"]],
    ["is ordered by what was sent", { sort: "sent asc" }, ["Thanks", "abandoned cart", "Welcome"]],
    ["is ordered by what was not sent", { sort: "skipped desc" }, ["abandoned cart", "Welcome", "Thanks"]],
    ["is ordered by revenue", { sort: "revenue desc" }, ["Thanks", "Welcome", "abandoned cart"]],
    ["is ordered by what was changed last", { sort: "changed desc" }, ["abandoned cart", "Welcome", "Thanks"]],
  ])("%s", ([, narrowing, expected]) => {
    expect(names(narrowing)).toEqual(expected);
  });

  test("has an address for each way to look at it, and none to spare for the usual", () => {
    expect(automationsAddress(all).toString()).toBe("");
    const narrowed: AutomationFilter = {
      view: "drafts",
      search: "a & b",
      trigger: "order_created",
      unpublished: true,
      sort: "revenue desc",
    };
    expect(automationFilterIn(automationsAddress(narrowed))).toEqual(narrowed);
  });

  test("shows what is usual where an address cannot be understood", () => {
    expect(automationFilterIn(new URLSearchParams("view=none&sort=size+up"))).toEqual(all);
  });

  test("offers each trigger once, by name", () => {
    expect(triggersOf(lines)).toEqual([
      { value: "checkout_abandoned", label: "Checkout abandoned" },
      { value: "order_created", label: "Order created" },
      { value: "consent_granted", label: "Subscribed to SMS" },
    ]);
  });
});

describe("tags", () => {
  const anything = automationFilterIn(new URLSearchParams());

  test("narrow the list down, are searched, and stand in the address", () => {
    expect(filterAutomations(lines, { ...anything, tag: "Summer" }).map(({ name }) => name)).toEqual([
      "abandoned cart",
    ]);
    expect(filterAutomations(lines, { ...anything, tag: "Winter" })).toEqual([]);
    expect(filterAutomations(lines, { ...anything, search: "summ" }).map(({ name }) => name)).toEqual([
      "abandoned cart",
    ]);
    const address = automationsAddress({ ...anything, tag: "win back" });
    expect(address.toString()).toBe("tag=win+back");
    expect(automationFilterIn(address)).toEqual({ ...anything, tag: "win back" });
  });

  test("are offered once each, in alphabetical order", () => {
    expect(tagsOf([{ tags: ["b", "A"] }, { tags: ["A", "c"] }])).toEqual(["A", "b", "c"]);
  });
});
