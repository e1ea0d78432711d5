import { InlineError, Select, TextField } from "@shopify/polaris";
import { ownValue } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import { MoneyField } from "./MoneyField.tsx";
import { NumberField } from "./NumberField.tsx";
import { textValueOf, problemAt, sideBySide, type ValueProps } from "./value.ts";

const words = text.conditions.value;

/** Operators without a value: shows only the problem of a leftover value. */
export function NoValue({ problems }: ValueProps) {
  const [first] = problems;
  return first ? <InlineError fieldID="" message={first.message} /> : null;
}

export const TextValue = ({ value, problems, onChange }: ValueProps) => (
  <TextField
    label={words.value}
    labelHidden
    value={textValueOf(value)}
    onChange={onChange}
    error={problemAt(problems, "")}
    autoComplete="off"
  />
);

export function ChoiceValue({ value, field, problems, onChange }: ValueProps) {
  const chosen = textValueOf(value);
  const known = field.options ?? [];
  const unknown =
    chosen !== "" && !known.some((option) => option.value === chosen) ? [{ value: chosen, label: chosen }] : [];
  return (
    <Select
      label={words.value}
      labelHidden
      placeholder={words.choose}
      value={chosen}
      options={[...unknown, ...known]}
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
    <MoneyField {...props} part="currency" label={words.currency} />
  </div>
);

export const MoneyRangeValue = (props: ValueProps) => (
  <div style={sideBySide}>
    <MoneyField {...props} part="from" label={words.from} />
    <MoneyField {...props} part="to" label={words.to} />
    <MoneyField {...props} part="currency" label={words.currency} />
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
