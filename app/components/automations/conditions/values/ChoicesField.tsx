import { BlockStack, Combobox, Listbox } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "./Chosen.tsx";

const words = text.conditions.value;

interface ChoicesFieldProps {
  label: string;
  value: unknown;
  options: readonly { value: string; label: string }[];
  error: string | undefined;
  onChange: (value: string[]) => void;
}

/** Chooses several of the given options. */
export function ChoicesField({ label, value, options, error, onChange }: ChoicesFieldProps) {
  const [typed, setTyped] = useState("");
  const chosen = asTexts(value);
  const found = options.filter((option) =>
    `${option.label} ${option.value}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
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
        </Listbox>
      </Combobox>
      <Chosen
        values={chosen}
        say={(one) => options.find((option) => option.value === one)?.label ?? one}
        onDrop={toggle}
      />
    </BlockStack>
  );
}
