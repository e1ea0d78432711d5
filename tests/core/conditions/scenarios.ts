import type { OfferedField } from "#core/automations/fields.ts";

/** A field of each type, and a second date to compare with. */
export const offered: readonly OfferedField[] = [
  { path: "order.note", label: "Order note", type: "text" },
  { path: "order.status_url", label: "Order status page", type: "url" },
  { path: "order.item_count", label: "Number of items", type: "number" },
  { path: "order.total", label: "Order total", type: "money", currency: "order.currency" },
  { path: "order.placed_at", label: "Order date", type: "date" },
  { path: "customer.since", label: "Customer since", type: "date" },
  { path: "customer.birthday", label: "Birthday", type: "date" },
  { path: "customer.accepts", label: "Agreed to texts", type: "boolean" },
  { path: "customer.tags", label: "Tags", type: "list" },
  { path: "customer.phone", label: "Phone number", type: "phone" },
  {
    path: "order.lines",
    label: "Order lines",
    type: "lines",
    of: [
      { path: "title", label: "Product", type: "text" },
      { path: "vendor", label: "Vendor", type: "text" },
      { path: "tags", label: "Product tags", type: "list" },
      { path: "quantity", label: "Quantity", type: "number" },
      { path: "price", label: "Price", type: "money", currency: "order.currency" },
    ],
  },
];

const shirt = { title: "Linen shirt", vendor: "Juniper", tags: ["summer"], quantity: 2, price: "38.00" };
const card = { title: "Gift card", vendor: "Acme", tags: [], quantity: 1, price: "10.00" };

/** One question, a value and the expected answer. */
export interface Scenario {
  field: string;
  op: string;
  value?: unknown;
  /** The field's value; undefined when missing. */
  saw: unknown;
  match: boolean;
  /** Other values, by path. */
  beside?: Record<string, unknown>;
  /** ISO instant; by default noon UTC on a Sunday in summer. */
  now?: string;
  /** IANA zone; UTC by default. */
  zone?: string;
  note?: string;
}

type Row = [
  op: string,
  value: unknown,
  saw: unknown,
  match: boolean,
  more?: Pick<Scenario, "beside" | "now" | "zone" | "note">,
];
const of = (field: string, rows: readonly Row[]): Scenario[] =>
  rows.map(([op, value, saw, match, more]) => ({
    field,
    op,
    ...(value !== undefined && { value }),
    saw,
    match,
    ...more,
  }));

const usd = (amount: string) => ({ amount, currency: "USD" });
const inUsd = { beside: { "order.currency": "USD" } };
const inEur = { beside: { "order.currency": "EUR" }, note: "it is in EUR, the condition in USD" };
const NOT_SET = { note: "not set" };

const texts = of("order.note", [
  ["equals", "Gift wrap", "gift WRAP", true],
  ["equals", "Gift wrap", "gift wrap please", false],
  ["equals", "Gift wrap", undefined, false, NOT_SET],
  ["equals", "cafe\u0301", "CAF\u00C9", true],
  ["not_equals", "Gift wrap", "none", true],
  ["not_equals", "Gift wrap", "GIFT WRAP", false],
  ["not_equals", "Gift wrap", undefined, true, NOT_SET],
  ["contains", "wrap", "Please WRAP it", true],
  ["contains", "wrap", "No paper", false],
  ["contains", "wrap", null, false, NOT_SET],
  ["not_contains", "wrap", "No paper", true],
  ["not_contains", "wrap", "Wrap it", false],
  ["not_contains", "wrap", "  ", true, NOT_SET],
  ["starts_with", "please", "Please wrap", true],
  ["starts_with", "please", "Wrap please", false],
  ["ends_with", "PLEASE", "Wrap please", true],
  ["ends_with", "please", "Please wrap", false],
  ["one_of", ["red", "Blue"], "BLUE", true],
  ["one_of", ["red", "blue"], "green", false],
  ["one_of", ["red", "blue"], 7, false, { note: "not a text" }],
  ["is_set", undefined, "x", true],
  ["is_set", undefined, " ", false, NOT_SET],
  ["is_set", undefined, undefined, false, NOT_SET],
  ["is_not_set", undefined, "", true, NOT_SET],
  ["is_not_set", undefined, undefined, true, NOT_SET],
  ["is_not_set", undefined, "x", false],
]);

const urls = of("order.status_url", [
  ["starts_with", "https://", "https://juniper.example/1", true],
  ["contains", "acme", "https://juniper.example/1", false],
]);

const numbers = of("order.item_count", [
  ["equals", 3, 3, true],
  ["equals", 3, 4, false],
  ["equals", 3, "3", false, { note: "not a number" }],
  ["not_equals", 3, 4, true],
  ["not_equals", 3, 3, false],
  ["not_equals", 3, undefined, true, NOT_SET],
  ["not_equals", 3, "3", false, { note: "not a number" }],
  ["less_than", 3, 2.5, true],
  ["less_than", 3, 3, false],
  ["less_than", 3, undefined, false, NOT_SET],
  ["at_most", 3, 3, true],
  ["at_most", 3, 3.1, false],
  ["greater_than", 3, 4, true],
  ["greater_than", 3, 3, false],
  ["greater_than", 3, NaN, false, { note: "not a number" }],
  ["at_least", 3, 3, true],
  ["at_least", 3, 2, false],
  ["between", { from: 1, to: 3 }, 3, true],
  ["between", { from: 1, to: 3 }, 1, true],
  ["between", { from: 1, to: 3 }, 4, false],
  ["is_set", undefined, 0, true],
  ["is_set", undefined, null, false, NOT_SET],
  ["is_not_set", undefined, null, true, NOT_SET],
  ["is_not_set", undefined, 0, false],
]);

const moneys = of("order.total", [
  ["equals", usd("50"), "50.00", true, inUsd],
  ["equals", usd("50"), "50.01", false, inUsd],
  ["equals", usd("50"), "50.00", false, inEur],
  ["equals", usd("50"), "50.00", false, { note: "its currency is not known" }],
  ["equals", usd("50"), 50, false, { ...inUsd, note: "not an amount of money" }],
  ["equals", usd("0.3"), "0.30", true, inUsd],
  ["equals", usd("9007199254740993.01"), "9007199254740993.02", false, inUsd],
  ["not_equals", usd("50"), "51", true, inUsd],
  ["not_equals", usd("50"), "50.0", false, inUsd],
  ["not_equals", usd("50"), "51", false, inEur],
  ["not_equals", usd("50"), undefined, true, NOT_SET],
  ["less_than", usd("50"), "49.99", true, inUsd],
  ["less_than", usd("50"), "50.00", false, inUsd],
  ["less_than", usd("-0.5"), "-0.75", true, inUsd],
  ["at_most", usd("50"), "50.00", true, inUsd],
  ["at_most", usd("50"), "50.0001", false, inUsd],
  ["greater_than", usd("9.5"), "10", true, inUsd],
  ["greater_than", usd("9.5"), "9.50", false, inUsd],
  ["greater_than", usd("9.5"), "100", false, inEur],
  ["at_least", usd("50.00"), "50", true, { beside: { "order.currency": "usd" } }],
  ["at_least", usd("50.00"), "49.999", false, inUsd],
  ["between", { from: "10", to: "20.00", currency: "USD" }, "20", true, inUsd],
  ["between", { from: "10", to: "20.00", currency: "USD" }, "20.01", false, inUsd],
  ["between", { from: "10", to: "20.00", currency: "USD" }, "15", false, inEur],
  ["is_set", undefined, "0.00", true],
  ["is_set", undefined, undefined, false, NOT_SET],
  ["is_not_set", undefined, undefined, true, NOT_SET],
  ["is_not_set", undefined, "0.00", false],
]);

const NEW_YORK = "America/New_York";
const onThe = (zone: string, now: string) => ({ zone, now });
const dates = of("order.placed_at", [
  ["before", "2026-07-05", "2026-07-04", true],
  ["before", "2026-07-05", "2026-07-05T00:00:00Z", false],
  ["before", "2026-07-05", "2026-07-05T03:59:59Z", true, { zone: NEW_YORK }],
  ["before", "2026-07-05T12:00:00+02:00", "2026-07-05T09:59:59Z", true],
  ["before", "2026-07-05", "next week", false, { note: "not a date" }],
  ["before", "2026-07-05", "2026-02-30", false, { note: "not a date" }],
  ["after", "2026-07-05", "2026-07-06", true],
  ["after", "2026-07-05", "2026-07-05T23:59:59Z", false],
  ["after", "2026-07-05T10:00:00Z", "2026-07-05", false],
  ["after", "2026-07-05", undefined, false, NOT_SET],
  ["on", "2026-07-05", "2026-07-05T12:00:00Z", true, { note: "2026-07-05 in UTC" }],
  [
    "on",
    "2026-07-05",
    "2026-07-05T12:00:00",
    true,
    { zone: "Pacific/Auckland", note: "2026-07-05 in Pacific/Auckland" },
  ],
  ["on", "2026-07-05", "2026-07-05T03:00:00Z", false, { zone: NEW_YORK, note: "2026-07-04 in America/New_York" }],
  ["between", { from: "2026-07-01", to: "2026-07-05" }, "2026-07-05T23:59:59Z", true],
  ["between", { from: "2026-07-01", to: "2026-07-05" }, "2026-07-01", true],
  ["between", { from: "2026-07-01", to: "2026-07-05" }, "2026-07-06", false],
  ["in_last", { amount: 30, unit: "minutes" }, "2026-07-05T11:30:00Z", true],
  ["in_last", { amount: 30, unit: "minutes" }, "2026-07-05T11:29:59Z", false],
  ["in_last", { amount: 30, unit: "minutes" }, "2026-07-05T12:00:01Z", false],
  ["in_last", { amount: 7, unit: "days" }, "2026-06-28", true],
  ["in_last", { amount: 7, unit: "days" }, "2026-06-27", false],
  ["in_last", { amount: 13, unit: "hours" }, "2026-07-05", true],
  ["in_last", { amount: 11, unit: "hours" }, "2026-07-05", false],
  ["in_last", { amount: 7, unit: "days" }, undefined, false, NOT_SET],
  ["within_next", { amount: 2, unit: "hours" }, "2026-07-05T14:00:00Z", true],
  ["within_next", { amount: 2, unit: "hours" }, "2026-07-05T14:00:01Z", false],
  ["within_next", { amount: 2, unit: "hours" }, "2026-07-05T11:59:59Z", false],
  ["within_next", { amount: 7, unit: "days" }, "2026-07-12", true],
  ["within_next", { amount: 7, unit: "days" }, "2026-07-13", false],
  ["days_ago", 3, "2026-07-02T23:00:00Z", true],
  ["days_ago", 3, "2026-07-03", false],
  ["days_ahead", 7, "2026-07-12", true],
  ["days_ahead", 7, "2026-07-12T23:30:00Z", false, { zone: "Asia/Tokyo", note: "2026-07-13 in Asia/Tokyo" }],
  [
    "days_after_field",
    { field: "customer.since", days: 30 },
    "2026-05-31T08:00:00Z",
    true,
    { beside: { "customer.since": "2026-05-01T22:00:00Z" }, note: "customer.since is 2026-05-01" },
  ],
  [
    "days_after_field",
    { field: "customer.since", days: 30 },
    "2026-05-31",
    false,
    { beside: { "customer.since": "2026-05-02" } },
  ],
  [
    "days_after_field",
    { field: "customer.since", days: 30 },
    "2026-05-31",
    false,
    { note: "customer.since is not set, or no date" },
  ],
  [
    "days_before_field",
    { field: "customer.since", days: 1 },
    "2026-04-30",
    true,
    { beside: { "customer.since": "2026-05-01" } },
  ],
  [
    "days_before_field",
    { field: "customer.since", days: 1 },
    "2026-05-02",
    false,
    { beside: { "customer.since": "2026-05-01" } },
  ],
  ["is_set", undefined, "2026-07-05", true],
  ["is_set", undefined, "", false, NOT_SET],
  ["is_not_set", undefined, null, true, NOT_SET],
  ["is_not_set", undefined, "2026-07-05", false],
]);

/** At clock changes, days are calendar days and an hour is 60 minutes. */
const clockChanges = of("order.placed_at", [
  // New York, 8 March 2026: 02:00 becomes 03:00. The same time a day earlier is 23 hours ago.
  ["in_last", { amount: 1, unit: "days" }, "2026-03-07T17:00:00Z", true, onThe(NEW_YORK, "2026-03-08T16:00:00Z")],
  ["in_last", { amount: 1, unit: "days" }, "2026-03-07T16:30:00Z", false, onThe(NEW_YORK, "2026-03-08T16:00:00Z")],
  ["in_last", { amount: 24, unit: "hours" }, "2026-03-07T16:30:00Z", true, onThe(NEW_YORK, "2026-03-08T16:00:00Z")],
  // New York, 1 November 2026: 02:00 becomes 01:00. The same time tomorrow is in 25 hours.
  ["within_next", { amount: 1, unit: "days" }, "2026-11-01T16:45:00Z", true, onThe(NEW_YORK, "2026-10-31T16:00:00Z")],
  ["within_next", { amount: 1, unit: "days" }, "2026-11-01T17:00:01Z", false, onThe(NEW_YORK, "2026-10-31T16:00:00Z")],
  [
    "within_next",
    { amount: 24, unit: "hours" },
    "2026-11-01T16:45:00Z",
    false,
    onThe(NEW_YORK, "2026-10-31T16:00:00Z"),
  ],
  // The repeated hour in Berlin belongs to one day.
  ["on", "2026-10-25", "2026-10-25T00:30:00Z", true, { zone: "Europe/Berlin" }],
  ["on", "2026-10-25", "2026-10-25T01:30:00Z", true, { zone: "Europe/Berlin" }],
  ["on", "2026-10-25", "2026-10-24T22:00:00Z", true, { zone: "Europe/Berlin" }],
  ["on", "2026-10-25", "2026-10-25T23:00:00Z", false, { zone: "Europe/Berlin" }],
  // A day of 25 hours counts as one day from its first minute to its last.
  [
    "days_after_field",
    { field: "customer.since", days: 1 },
    "2026-10-26T22:59:00Z",
    true,
    { zone: "Europe/Berlin", beside: { "customer.since": "2026-10-24T22:00:00Z" } },
  ],
  ["days_ago", 1, "2026-03-28T22:59:00Z", false, onThe("Europe/Berlin", "2026-03-30T06:00:00Z")],
  ["days_ago", 1, "2026-03-28T23:00:00Z", true, onThe("Europe/Berlin", "2026-03-30T06:00:00Z")],
  ["days_ago", 1, "2026-03-29T21:59:00Z", true, onThe("Europe/Berlin", "2026-03-30T06:00:00Z")],
  // Samoa had no 30 December 2011: the 31st followed the 29th.
  ["days_ago", 2, "2011-12-29", true, onThe("Pacific/Apia", "2011-12-30T12:00:00Z")],
]);

const birthdays = of("customer.birthday", [
  ["same_day_and_month", "today", "1990-07-05", true],
  ["same_day_and_month", "today", "1990-07-06", false],
  ["same_day_and_month", "today", "1990-07-06", true, onThe("Asia/Tokyo", "2026-07-05T15:00:00Z")],
  ["same_day_and_month", "12-24", "1990-12-24", true],
  ["same_day_and_month", "12-24", "1990-12-25", false],
  ["same_day_and_month", "today", "1992-02-29", true, { now: "2026-02-28T12:00:00Z" }],
  ["same_day_and_month", "today", "1992-02-29", false, { now: "2028-02-28T12:00:00Z" }],
  ["same_day_and_month", "02-29", "1992-02-29", true],
  ["same_day_and_month", "today", undefined, false, NOT_SET],
]);

const booleans = of("customer.accepts", [
  ["is_true", undefined, true, true],
  ["is_true", undefined, false, false],
  ["is_true", undefined, "true", false, { note: "not a yes or no" }],
  ["is_false", undefined, false, true],
  ["is_false", undefined, true, false],
  ["is_false", undefined, undefined, false, NOT_SET],
]);

const lists = of("customer.tags", [
  ["has_any", ["vip", "wholesale"], ["VIP", "new"], true],
  ["has_any", ["vip", "wholesale"], ["new"], false],
  ["has_any", ["vip"], "vip", false, { note: "not a list of texts" }],
  ["has_any", ["vip"], ["vip", 7], false, { note: "not a list of texts" }],
  ["has_all", ["vip", "new"], ["new", "old", "Vip"], true],
  ["has_all", ["vip", "new"], ["vip"], false],
  ["has_none", ["vip", "new"], ["old"], true],
  ["has_none", ["vip", "new"], ["NEW"], false],
  ["has_none", ["vip"], undefined, true, NOT_SET],
  ["count", { is: "at_least", count: 2 }, ["a", "b"], true],
  ["count", { is: "at_least", count: 2 }, ["a"], false],
  ["count", { is: "equals", count: 0 }, [], true],
  ["count", { is: "equals", count: 0 }, undefined, false, NOT_SET],
  ["is_set", undefined, ["a"], true],
  ["is_set", undefined, [], false],
  ["is_not_set", undefined, [], true],
  ["is_not_set", undefined, undefined, true, NOT_SET],
  ["is_not_set", undefined, ["a"], false],
]);

const phones = of("customer.phone", [
  ["country_is", ["US", "CA"], "+12125550123", true, { note: "the number is of US" }],
  ["country_is", ["US"], "+14165550123", false, { note: "the number is of CA" }],
  ["country_is", ["US"], "+80012345678", false, { note: "the number is of no single country" }],
  ["country_is", ["US"], "call me", false, { note: "not a phone number" }],
  ["country_is", ["US"], undefined, false, NOT_SET],
  ["is_set", undefined, "+12125550123", true],
  ["is_set", undefined, undefined, false, NOT_SET],
  ["is_not_set", undefined, undefined, true, NOT_SET],
  ["is_not_set", undefined, "+12125550123", false],
]);

const fromAcme = { field: "vendor", op: "equals", value: "Acme" };
const lines = of("order.lines", [
  ["any_line", fromAcme, [shirt, card], true, { note: "1 of 2 lines fit" }],
  ["any_line", fromAcme, [shirt], false, { note: "0 of 1 lines fit" }],
  ["any_line", fromAcme, undefined, false, NOT_SET],
  ["any_line", fromAcme, ["Acme"], false, { note: "not a list of lines" }],
  ["any_line", { all: [fromAcme, { field: "tags", op: "has_any", value: ["summer"] }] }, [shirt, card], false],
  ["any_line", { field: "price", op: "at_least", value: usd("30") }, [shirt, card], true, inUsd],
  [
    "any_line",
    { field: "price", op: "at_least", value: usd("30") },
    [shirt, card],
    false,
    { beside: { "order.currency": "EUR" } },
  ],
  ["no_line", fromAcme, [shirt], true],
  ["no_line", fromAcme, [shirt, card], false],
  ["no_line", fromAcme, [], true],
  ["no_line", fromAcme, undefined, true, NOT_SET],
  ["every_line", fromAcme, [card, card], true],
  ["every_line", fromAcme, [shirt, card], false],
  ["every_line", fromAcme, [], false, { note: "0 of 0 lines fit" }],
  ["count", { is: "at_least", count: 2 }, [shirt, card], true, { note: "2 lines" }],
  ["count", { is: "at_least", count: 2 }, [shirt], false],
  ["count", { is: "equals", count: 1, where: fromAcme }, [shirt, card], true],
  ["count", { is: "greater_than", count: 1, where: fromAcme }, [shirt, card], false],
]);

/** Every operator with at least one match and one mismatch. */
export const scenarios: readonly Scenario[] = [
  texts,
  urls,
  numbers,
  moneys,
  dates,
  clockChanges,
  birthdays,
  booleans,
  lists,
  phones,
  lines,
].flat();
