import { BlockStack, Button, TextField } from "@shopify/polaris";
import { useState, type KeyboardEvent } from "react";
import { text } from "#text/en.ts";
import { asTexts, Chosen } from "./Chosen.tsx";

const words = text.conditions.value;

interface TextsFieldProps {
  label: string;
  value: unknown;
  error: string | undefined;
  onChange: (value: string[]) => void;
}

/** Several free texts; Enter or blur adds one. */
export function TextsField({ label, value, error, onChange }: TextsFieldProps) {
  const [typed, setTyped] = useState("");
  const chosen = asTexts(value);
  const add = () => {
    const next = typed.trim();
    setTyped("");
    if (next !== "" && !chosen.includes(next)) onChange([...chosen, next]);
  };
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
      <Chosen values={chosen} onDrop={(one) => onChange(chosen.filter((other) => other !== one))} />
    </BlockStack>
  );
}
