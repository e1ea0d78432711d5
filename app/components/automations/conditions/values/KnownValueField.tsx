import { Combobox, Listbox } from "@shopify/polaris";
import { useState } from "react";
import { optionWith } from "#core/conditions/known-values.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import { knownValuesFound, typedValue } from "./known-values-found.ts";

const words = text.conditions.value;

interface KnownValueFieldProps {
  label: string;
  value: string;
  field: OfferedField;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Chooses one value of a long list by typing a part of its name or code; an open list takes another code, too. */
export function KnownValueField({ label, value, field, error, onChange }: KnownValueFieldProps) {
  /** The text in the field during typing. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = knownValuesFound(field, typed ?? "");
  const own = typedValue(field, typed ?? "");
  const choose = (one: string) => {
    setTyped(null);
    onChange(one);
  };
  return (
    <Combobox
      maxHeight="18rem"
      activator={
        <Combobox.TextField
          label={label}
          labelHidden
          autoComplete="off"
          selectTextOnFocus
          placeholder={words.choose}
          value={typed ?? optionWith(field, value)?.label ?? value}
          error={error}
          onChange={setTyped}
          onBlur={() => setTyped(null)}
        />
      }
    >
      <Listbox onSelect={choose}>
        {found.map((option) => (
          <Listbox.Option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </Listbox.Option>
        ))}
        {own && <Listbox.Option value={own}>{words.takeCode(own)}</Listbox.Option>}
        {!own && found.length === 0 && (
          <Listbox.Option value="" disabled>
            {words.noneKnown}
          </Listbox.Option>
        )}
      </Listbox>
    </Combobox>
  );
}
