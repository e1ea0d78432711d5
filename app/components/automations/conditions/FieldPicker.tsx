import { Combobox, Icon, Listbox } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { OfferedField } from "#core/automations/fields.ts";
import { isCustomKey } from "#core/automations/custom-keys.ts";
import { text } from "#text/en.ts";
import { fieldsFound, labelOf } from "./field-search.ts";

const words = text.conditions;

interface FieldPickerProps {
  label: string;
  /** The field's path; "" if none is chosen. */
  value: string;
  offered: readonly OfferedField[];
  /** Allows custom field names. */
  own?: boolean;
  error?: string | undefined;
  onChange: (path: string) => void;
}

/** A searchable combobox of the offered fields, by group. */
export function FieldPicker({ label, value, offered, own = false, error, onChange }: FieldPickerProps) {
  /** The text in the field during typing. */
  const [typed, setTyped] = useState<string | null>(null);
  // The list must not change while it closes: the field would refer to a missing option.
  const [sought, setSought] = useState("");
  const found = fieldsFound(offered, sought);
  const mine = own && isCustomKey(sought) ? sought : null;
  const shown = value === "" ? "" : (labelOf(value, offered) ?? (isCustomKey(value) ? value : words.gone(value)));
  const choose = (path: string) => {
    setTyped(null);
    onChange(path);
  };
  return (
    <Combobox
      maxHeight="18rem"
      activator={
        <Combobox.TextField
          label={label}
          labelHidden
          prefix={<Icon source={SearchIcon} />}
          placeholder={label}
          autoComplete="off"
          selectTextOnFocus
          value={typed ?? shown}
          error={error}
          onFocus={() => setSought("")}
          onChange={(next) => {
            setTyped(next);
            setSought(next.trim());
          }}
          onBlur={() => setTyped(null)}
        />
      }
    >
      <Listbox onSelect={choose}>
        {mine && <Listbox.Option value={mine}>{words.ownField(mine)}</Listbox.Option>}
        {found.map(({ title, fields }) => (
          <Listbox.Section key={title} title={<Listbox.Header>{title}</Listbox.Header>} divider={false}>
            {fields.map((field) => (
              <Listbox.Option key={field.path} value={field.path} selected={field.path === value}>
                {field.label}
              </Listbox.Option>
            ))}
          </Listbox.Section>
        ))}
        {!mine && found.length === 0 && (
          <Listbox.Option value="" disabled>
            {own ? `${words.noField} ${words.ownHint}` : words.noField}
          </Listbox.Option>
        )}
      </Listbox>
    </Combobox>
  );
}
