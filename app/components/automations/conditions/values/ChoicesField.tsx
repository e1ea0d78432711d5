import { BlockStack, Combobox, Listbox } from "@shopify/polaris";
import { useState } from "react";
import type { KnownValues } from "#core/automations/fields.ts";
import { optionWith } from "#core/conditions/known-values.ts";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "./Chosen.tsx";
import { knownValuesFound, typedValue } from "./known-values-found.ts";

const words = text.conditions.value;

interface ChoicesFieldProps {
  label: string;
  value: unknown;
  /** The list, and whether other values are valid. */
  known: Partial<KnownValues>;
  error: string | undefined;
  onChange: (value: string[]) => void;
}

/** Chooses several of the known values; an open list takes another code, too. */
export function ChoicesField({ label, value, known, error, onChange }: ChoicesFieldProps) {
  const [typed, setTyped] = useState("");
  const chosen = asTexts(value);
  const found = knownValuesFound(known, typed);
  const own = typedValue(known, typed);
  const toggle = (one: string) => {
    setTyped("");
    onChange(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  };
  return (
    <BlockStack gap="200">
      <Combobox
        allowMultiple
        maxHeight="18rem"
        activator={
          <Combobox.TextField
            label={label}
            labelHidden
            autoComplete="off"
            placeholder={words.choose}
            value={typed}
            error={error}
            onChange={setTyped}
          />
        }
      >
        <Listbox onSelect={toggle}>
          {found.map((option) => (
            <Listbox.Option key={option.value} value={option.value} selected={chosen.includes(option.value)}>
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
      <Chosen values={chosen} say={(one) => optionWith(known, one)?.label ?? one} onDrop={toggle} />
    </BlockStack>
  );
}
