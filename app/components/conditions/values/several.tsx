import { servedCountries } from "#core/credits/prices.ts";
import { countries } from "#text/en/countries.ts";
import { text } from "#text/en.ts";
import { ListField } from "./ListField.tsx";
import type { ValueProps } from "./value.ts";

const words = text.conditions.value;

const firstOf = ({ problems }: ValueProps): string | undefined => problems[0]?.message;

export const ListValue = (props: ValueProps) => <ListField label={words.values} value={props.value} options={props.field.options} open onChange={props.onChange} error={firstOf(props)} />;

export const ChoicesValue = (props: ValueProps) => <ListField label={words.values} value={props.value} options={props.field.options} open={false} onChange={props.onChange} error={firstOf(props)} />;

const served = servedCountries()
  .map((value) => ({ value, label: countries[value] ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label, "en"));

export const CountriesValue = (props: ValueProps) => <ListField label={words.countries} value={props.value} options={served} open={false} onChange={props.onChange} error={firstOf(props)} />;
