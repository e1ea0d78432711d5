import { BlockStack, InlineError, Select, TextField } from "@shopify/polaris";
import { optionWith } from "#core/conditions/known-values.ts";
import { ownValue } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import { useBuilding } from "../building.ts";
import { KnownValueField } from "./KnownValueField.tsx";
import { CurrencyField, MoneyField } from "./MoneyField.tsx";
import { NumberField } from "./NumberField.tsx";
import { Suggestions } from "./Suggestions.tsx";
import { textValueOf, problemAt, sideBySide, type ValueProps } from "./value.ts";

const words = text.conditions.value;

/** Operators without a value: shows only the problem of a leftover value. */
export function NoValue({ problems }: ValueProps) {
  const [first] = problems;
  return first ? <InlineError fieldID="" message={first.message} /> : null;
}

export function TextValue({ value, field, problems, onChange }: ValueProps) {
  const { suggestions } = useBuilding();
  const typed = textValueOf(value);
  return (
    <BlockStack gap="200">
      <TextField
        label={words.value}
        labelHidden
        value={typed}
        onChange={onChange}
        error={problemAt(problems, "")}
        autoComplete="off"
      />
      {field.suggests && (
        <Suggestions all={suggestions[field.suggests] ?? []} chosen={[typed]} typed={typed} onPick={onChange} />
      )}
    </BlockStack>
  );
}

/** A longer list is searched instead. */
const LONGEST_MENU = 12;

export function ChoiceValue({ value, field, problems, onChange }: ValueProps) {
  const chosen = textValueOf(value);
  const options = field.options ?? [];
  const standing = optionWith(field, chosen);
  if (options.length > LONGEST_MENU || field.accepts)
    return (
      <KnownValueField
        label={words.value}
        value={chosen}
        field={field}
        error={problemAt(problems, "")}
        onChange={onChange}
      />
    );
  const unknown = chosen !== "" && !standing ? [{ value: chosen, label: chosen }] : [];
  return (
    <Select
      label={words.value}
      labelHidden
      placeholder={words.choose}
      value={standing?.value ?? chosen}
      options={[...unknown, ...options.map(({ value: code, label }) => ({ value: code, label }))]}
      onChange={onChange}
      error={problemAt(problems, "")}
    />
  );
}

export const NumberValue = ({ value, problems, onChange }: ValueProps) => (
  <NumberField label={words.value} labelHidden value={value} onChange={onChange} error={problemAt(problems, "")} />
);

export const NumberRangeValue = ({ value, problems, onChange }: ValueProps) => (
  <div style={sideBySide}>
    <NumberField
      label={words.from}
      value={ownValue(value, "from")}
      onChange={(from) => onChange({ ...Object(value), from })}
      error={problemAt(problems, "from")}
    />
    <NumberField
      label={words.to}
      value={ownValue(value, "to")}
      onChange={(to) => onChange({ ...Object(value), to })}
      error={problemAt(problems, "to")}
    />
  </div>
);

export const MoneyValue = (props: ValueProps) => (
  <div style={sideBySide}>
    <MoneyField {...props} part="amount" label={words.amount} />
    <CurrencyField {...props} label={words.currency} />
  </div>
);

export const MoneyRangeValue = (props: ValueProps) => (
  <div style={sideBySide}>
    <MoneyField {...props} part="from" label={words.from} />
    <MoneyField {...props} part="to" label={words.to} />
    <CurrencyField {...props} label={words.currency} />
  </div>
);

export const DaysValue = ({ value, problems, onChange }: ValueProps) => (
  <NumberField
    label={words.days}
    labelHidden
    suffix={words.units.days}
    value={value}
    onChange={onChange}
    error={problemAt(problems, "")}
  />
);
