import { servedCountries } from "#core/credits/prices.ts";
import { countries } from "#text/en/countries.ts";
import { text } from "#text/en.ts";
import { ChoicesField } from "./ChoicesField.tsx";
import { TextsField } from "./TextsField.tsx";
import type { ValueProps } from "./value.ts";

const words = text.conditions.value;

/** The first problem of the list or of its values. */
const firstOf = ({ problems }: ValueProps): string | undefined => problems[0]?.message;

export const ListValue = (props: ValueProps) => (
  <TextsField label={words.values} value={props.value} onChange={props.onChange} error={firstOf(props)} />
);

export const ChoicesValue = (props: ValueProps) => (
  <ChoicesField
    label={words.values}
    value={props.value}
    options={props.field.options ?? []}
    onChange={props.onChange}
    error={firstOf(props)}
  />
);

const served = servedCountries()
  .map((value) => ({ value, label: countries[value] ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label, "en"));

export const CountriesValue = (props: ValueProps) => (
  <ChoicesField
    label={words.countries}
    value={props.value}
    options={served}
    onChange={props.onChange}
    error={firstOf(props)}
  />
);
