import { Combobox, Icon, InlineStack, Listbox, Tag } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { text } from "#text/en.ts";

const words = text.conditions.value;

interface ListFieldProps {
  label: string;
  value: unknown;
  /** To choose among. */
  options?: readonly { value: string; label: string }[] | undefined;
  /** Whether there may be others than those. */
  open: boolean;
  error: string | undefined;
  onChange: (value: string[]) => void;
}

/** Several values as tags; those that are known are offered, others are typed and added. */
export function ListField({ label, value, options = [], open, error, onChange }: ListFieldProps) {
  const [typed, setTyped] = useState("");
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const sought = typed.trim();
  const found = options.filter((option) => `${option.label} ${option.value}`.toLowerCase().includes(sought.toLowerCase()));
  const addable = open && sought !== "" && !found.some((option) => option.value === sought) && !chosen.includes(sought);
  const say = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  const toggle = (one: string) => {
    setTyped("");
    onChange(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  };
  return (
    <Combobox
      allowMultiple
      activator={
        <Combobox.TextField
          label={label}
          labelHidden
          autoComplete="off"
          placeholder={open ? words.typeToAdd : words.choose}
          value={typed}
          error={error}
          onChange={setTyped}
          verticalContent={
            chosen.length > 0 && (
              <InlineStack gap="100" align="start">
                {chosen.map((one) => (
                  <Tag key={one} accessibilityLabel={words.drop(say(one))} onRemove={() => toggle(one)}>
                    {say(one)}
                  </Tag>
                ))}
              </InlineStack>
            )
          }
        />
      }
    >
      {addable || found.length > 0 ? (
        <Listbox onSelect={toggle}>
          {addable && (
            <Listbox.Action value={sought}>
              <InlineStack gap="100" align="start" wrap={false}>
                <Icon source={PlusIcon} />
                {words.addValue(sought)}
              </InlineStack>
            </Listbox.Action>
          )}
          {found.map((option) => (
            <Listbox.Option key={option.value} value={option.value} selected={chosen.includes(option.value)}>
              {option.label}
            </Listbox.Option>
          ))}
        </Listbox>
      ) : null}
    </Combobox>
  );
}
