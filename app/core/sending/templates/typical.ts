import type { FieldType, OfferedField, TextKind } from "#core/automations/fields.ts";
import { placeValue } from "./longest.ts";

/** A usual value of each kind of text. All use GSM-7. */
const byKind: Readonly<Record<TextKind, string>> = {
  name: "Ada",
  email: "ada@example.com",
  link: "https://juniper.example/orders/1042",
  title: "Linen shirt",
  label: "gift",
  code: "#1042",
  note: "Please ring the bell",
  own: "Juniper & Co",
};

const textOf = ({ kind, options }: OfferedField): string => options?.[0]?.value ?? byKind[kind ?? "label"];

const byType: Readonly<Record<FieldType, (field: OfferedField) => unknown>> = {
  text: textOf,
  url: () => byKind.link,
  number: () => 2,
  money: () => "86.00",
  date: () => "2026-11-03T15:04:00Z",
  boolean: () => true,
  list: (field) => [textOf(field)],
  phone: () => "+12125550198",
  lines: ({ of = [] }) => [1, 2].map(() => typicalValues(of)),
};

/** A usual value for every field, nested as templates name it. */
export function typicalValues(offered: readonly OfferedField[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of offered) {
    placeValue(values, field.path, byType[field.type](field));
    if (field.currency) placeValue(values, field.currency, "USD");
  }
  return values;
}
