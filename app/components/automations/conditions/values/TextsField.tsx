import { BlockStack, Button, TextField } from "@shopify/polaris";
import { useState, type KeyboardEvent } from "react";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "./Chosen.tsx";
import { Suggestions } from "./Suggestions.tsx";

const words = text.conditions.value;

interface TextsFieldProps {
  label: string;
  value: unknown;
  error: string | undefined;
  /** The shop's own values to suggest. */
  suggested?: readonly string[] | undefined;
  onChange: (value: string[]) => void;
}

/** Several free texts; Enter or blur adds one. */
export function TextsField({ label, value, error, suggested, onChange }: TextsFieldProps) {
  const [typed, setTyped] = useState("");
  const chosen = asTexts(value);
  const addOne = (given: string) => {
    const next = given.trim();
    setTyped("");
    if (next !== "" && !chosen.includes(next)) onChange([...chosen, next]);
  };
  const add = () => addOne(typed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  return (
    <BlockStack gap="200">
      {/* Only Enter in the text field adds: the button handles its own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it handles keys of the field within */}
      <div onKeyDown={onKeyDown}>
        <TextField
          label={label}
          labelHidden
          placeholder={words.typeToAdd}
          value={typed}
          error={error}
          onChange={setTyped}
          onBlur={add}
          autoComplete="off"
          connectedRight={
            <Button disabled={typed.trim() === ""} onClick={add}>
              {words.add}
            </Button>
          }
        />
      </div>
      {suggested && <Suggestions all={suggested} chosen={chosen} typed={typed} onPick={addOne} />}
      <Chosen values={chosen} onDrop={(one) => onChange(chosen.filter((other) => other !== one))} />
    </BlockStack>
  );
}
