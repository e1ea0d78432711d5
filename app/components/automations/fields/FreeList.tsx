import { BlockStack, TextField, type TextFieldProps } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { Chosen } from "../conditions/values/Chosen.tsx";
import { Suggestions } from "../conditions/values/Suggestions.tsx";

interface FreeListProps extends Pick<TextFieldProps, "label" | "helpText" | "error"> {
  values: readonly string[];
  /** Values in use in the shop. */
  suggestions: readonly string[];
  onChange: (values: string[]) => void;
}

/** Several values that a merchant types. */
export function FreeList({ values, suggestions, onChange, ...field }: FreeListProps) {
  const [typed, setTyped] = useState("");
  const add = (given: string) => {
    setTyped("");
    const one = given.trim();
    if (one !== "" && !values.includes(one)) onChange([...values, one]);
  };
  return (
    <BlockStack gap="200">
      {/* Enter adds the typed value. */}
      <div
        role="presentation"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || typed.trim() === "") return;
          event.preventDefault();
          add(typed);
        }}
      >
        <TextField
          {...field}
          value={typed}
          onChange={(given) => (given.includes(",") ? add(given.replace(",", "")) : setTyped(given))}
          onBlur={() => add(typed)}
          autoComplete="off"
          placeholder={text.editor.fields.listPlaceholder}
        />
      </div>
      <Chosen values={values} onDrop={(one) => onChange(values.filter((other) => other !== one))} />
      <Suggestions all={suggestions} chosen={values} typed={typed} onPick={add} />
    </BlockStack>
  );
}
