import { BlockStack, ChoiceList, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "../conditions/values/Chosen.tsx";
import { Suggestions } from "../conditions/values/Suggestions.tsx";
import { problemOf, labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;

/** Several values, from options or free. */
export function ListInput(props: FieldProps) {
  const { field, value, problems, onChange } = props;
  if (!field.options) return <FreeList {...props} />;
  return (
    <ChoiceList
      title={field.label}
      allowMultiple
      choices={[...field.options]}
      selected={asTexts(value)}
      error={problemOf(problems)}
      onChange={(chosen) => onChange(chosen.length === 0 && field.optional ? undefined : chosen)}
    />
  );
}

function FreeList(props: FieldProps) {
  const { field, value, around, onChange } = props;
  const [typed, setTyped] = useState("");
  const listed = asTexts(value);
  const add = (given: string) => {
    setTyped("");
    const one = given.trim();
    if (one !== "" && !listed.includes(one)) onChange([...listed, one]);
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
          {...labelled(props)}
          value={typed}
          onChange={(given) => (given.includes(",") ? add(given.replace(",", "")) : setTyped(given))}
          onBlur={() => add(typed)}
          autoComplete="off"
          placeholder={words.listPlaceholder}
        />
      </div>
      <Chosen values={listed} onDrop={(one) => onChange(listed.filter((other) => other !== one))} />
      {field.suggests && (
        <Suggestions all={around.suggestions[field.suggests]} chosen={listed} typed={typed} onPick={add} />
      )}
    </BlockStack>
  );
}
