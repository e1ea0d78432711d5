import { z } from "zod";
import type { Facts } from "../intake/define.ts";
import { atTime, dayOf } from "../time/local-time.ts";
import type { Instant } from "../time/time.ts";
import { valueAt } from "../plain-data.ts";
import { aroundADay, aroundADayFields, shiftOf } from "./around-a-day.ts";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

const DATES = /^(customer\.(since|last_order_at|fields\.[a-z][a-z0-9_]*)|order\.(created_at|fields\.[A-Za-z0-9_ -]+))$/;

const NO_DATE =
  "is no date of the customer or the order; use customer.since, customer.last_order_at, customer.fields.<name>, " +
  "order.created_at or order.fields.<name>";

const config = z.object({
  field: z.string().regex(DATES, NO_DATE).default("customer.since"),
  ...aroundADay(30, "after"),
});
type Config = z.infer<typeof config>;

/** The calendar scan finds customers by their dates each day; an order's date comes with the order's event. */
const isOfOrder = ({ field }: Config): boolean => field.startsWith("order.");

function entersAt(given: Config, facts: Facts, timezone: string): Instant | null {
  const day = dayOf(isOfOrder(given) ? valueAt(facts, given.field) : facts.date?.on, timezone);
  return day && atTime(day.add({ days: shiftOf(given) }), given.at, timezone);
}

export const dateReached = defineTrigger({
  type: "date_reached",
  label: "Date reached",
  description: "A number of days before or after a date of a customer or an order.",
  alsoCalled: ["anniversary", "renewal", "reminder", "date field", "metafield"],
  family: "time",
  subject: "date",
  topics: ["shopbell/date_reached", "orders/create", "orders/updated"],
  staleAfter: { amount: 3, unit: "days" },
  config,
  fields: [{ name: "field", label: "Date", kind: "field", types: ["date"] }, ...aroundADayFields],
  // An order's date offers the order's fields, a customer's date only the date itself.
  offers: [{ path: "date.on", label: "The date", type: "date" }, ...orderFields],
  sample: { date: { on: "2026-11-08" }, ...sampleOrder },
  recognise: ({ facts }) => ({ kind: facts.order ? "planned" : "candidate" }),
  concerns: (given, { facts }) => isOfOrder(given) === (facts.order !== undefined),
  entersAt,
  scan: (given) =>
    isOfOrder(given) ? null : { look: "date", field: given.field, inDays: 0 - shiftOf(given), at: given.at },
});
