import { countries } from "#core/intake/code-lists/known.ts";
import { servedCountries } from "#core/credits/prices.ts";
import { text } from "#text/en.ts";
import { useBuilding } from "../building.ts";
import { ChoicesField } from "./ChoicesField.tsx";
import { TextsField } from "./TextsField.tsx";
import type { ValueProps } from "./value.ts";

const words = text.conditions.value;

/** The first problem of the list or of its values. */
const firstOf = ({ problems }: ValueProps): string | undefined => problems[0]?.message;

export function ListValue(props: ValueProps) {
  const { suggestions } = useBuilding();
  const { field, value, onChange } = props;
  return (
    <TextsField
      label={words.values}
      value={value}
      suggested={field.suggests && suggestions[field.suggests]}
      onChange={onChange}
      error={firstOf(props)}
    />
  );
}

export const ChoicesValue = (props: ValueProps) => (
  <ChoicesField
    label={words.values}
    value={props.value}
    known={props.field}
    onChange={props.onChange}
    error={firstOf(props)}
  />
);

const served = new Set(servedCountries());
/** Texts go to these countries alone. */
const servedKnown = { ...countries, options: countries.options.filter(({ value }) => served.has(value)) };

export const CountriesValue = (props: ValueProps) => (
  <ChoicesField
    label={words.countries}
    value={props.value}
    known={servedKnown}
    onChange={props.onChange}
    error={firstOf(props)}
  />
);
