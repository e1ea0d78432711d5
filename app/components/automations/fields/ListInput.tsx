import { BlockStack, Button, ChoiceList, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "../conditions/values/Chosen.tsx";
import { problemOf, labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;
const SUGGESTED = 5;

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
      onChange={onChange}
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
  const proposed = field.suggests
    ? around[field.suggests]
        .filter((one) => !listed.includes(one) && one.toLowerCase().includes(typed.trim().toLowerCase()))
        .slice(0, SUGGESTED)
    : [];
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
      {proposed.length > 0 && (
        <InlineStack gap="200">
          {proposed.map((one) => (
            <Button key={one} size="micro" accessibilityLabel={words.addNamed(one)} onClick={() => add(one)}>
              {one}
            </Button>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
