import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import { isRecord } from "#core/plain-data.ts";

/** A plausible long value for each field type. All use GSM-7, so that only the length matters. */
const byType: Record<FieldType, (field: OfferedField) => unknown> = {
  text: ({ options }) => (options ? longest(options.map(({ value }) => value)) : "Handwoven merino wool blanket"),
  url: () => "https://northern-lights-outfitters.myshopify.com/a/0123456789/2f6c1b7e9d4a43f08c5e6a7b8c9d0e1f",
  number: () => 10_000,
  money: () => "10499.95",
  // A Wednesday in September has the longest day and month name.
  date: () => "2026-09-30T22:45:00Z",
  boolean: () => false,
  list: () => ["Handwoven merino wool blanket", "Stoneware dinner plate", "Beeswax candle"],
  phone: () => "+4915123456789",
  lines: ({ of = [] }) => [1, 2, 3].map(() => longestValues(of)),
};

/** Fields with a known maximum that differs from their type's. */
const byPath: Readonly<Record<string, unknown>> = {
  "customer.first_name": "Christopher-James",
  "customer.last_name": "Featherstonehaugh",
  "customer.email": "christopher.featherstonehaugh@northern-lights.example",
  "customer.country": "US",
  "customer.province": "NSW",
  "customer.locale": "pt-BR",
  "order.name": "#1000245",
  "order.id": "6123456789012345678",
  "order.source": "subscription_contract",
  "order.note": "Please leave it with the neighbours in the yard if nobody opens the door",
  "discount.code": "THANKYOUSOMUCH-7KQ2MHXW",
  "shipment.tracking_url":
    "https://www.carrier.example/track?loc=en_US&tracknum=9400111899223197428490&requester=ST/details",
  "shipment.tracking_number": "9400111899223197428490",
  "shipment.tracking_company": "Australia Post International",
  "segment.id": "0197c0de-0000-7000-8000-000000000001",
  "billing.message": "The card was declined by the bank that issued it",
  "payment.message": "The card was declined by the bank that issued it",
  "message.reason": "The phone number is no longer in service, or cannot get texts",
  "message.body": "Thank you very much for the parcel, it has come in time for the party and everybody loves it",
  "reply.text": "Thank you very much for the parcel, it has come in time for the party and everybody loves it",
};

const longest = (texts: readonly string[]): string => texts.toSorted((a, b) => b.length - a.length)[0] ?? "";

/** A plausible longest value for every field, nested as templates name it. */
export function longestValues(offered: readonly OfferedField[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of offered) {
    placeValue(values, field.path, byPath[field.path] ?? byType[field.type](field));
    if (field.currency) placeValue(values, field.currency, "USD");
  }
  return values;
}

export function placeValue(values: Record<string, unknown>, path: string, value: unknown): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    values[name] = value;
    return;
  }
  const inner = isRecord(values[name]) ? values[name] : {};
  values[name] = inner;
  placeValue(inner, rest.join("."), value);
}
