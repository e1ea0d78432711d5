import { BlockStack, Button, InlineError, InlineGrid, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { isRecord } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import type { FieldProps } from "./field.ts";

const words = text.editor.fields;
type Row = readonly [name: string, value: string];

const rowsOf = (value: unknown): Row[] =>
  isRecord(value) ? Object.entries(value).map(([name, given]) => [name, typeof given === "string" ? given : ""]) : [];

/** Name and value pairs; the values may contain variables. */
export function RecordInput({ field, value, problems, onChange }: FieldProps) {
  // Keeps the rows as typed: during typing, two rows may have the same name.
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(value));
  const stored = rowsOf(value);
  const shown = JSON.stringify(Object.fromEntries(rows)) === JSON.stringify(Object.fromEntries(stored)) ? rows : stored;
  const write = (next: readonly Row[]) => {
    setRows(next);
    onChange(Object.fromEntries(next));
  };
  const problemOfRow = (name: string) => problems.find(({ path }) => path === name)?.message;
  const whole = problems.find(({ path }) => path === "")?.message;
  return (
    <BlockStack gap="200">
      <Text as="span">{field.label}</Text>
      {shown.map(([name, given], at) => (
        <InlineGrid key={at} columns="minmax(0, 1fr) minmax(0, 1fr) auto" gap="200" alignItems="start">
          <TextField
            label={words.recordName}
            labelHidden
            placeholder={words.recordName}
            value={name}
            onChange={(typed) => write(shown.with(at, [typed, given]))}
            error={problemOfRow(name)}
            autoComplete="off"
          />
          <TextField
            label={words.recordValue(name)}
            labelHidden
            placeholder={words.recordValuePlaceholder}
            value={given}
            onChange={(typed) => write(shown.with(at, [name, typed]))}
            autoComplete="off"
          />
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={words.removeNamed(name)}
            onClick={() => write(shown.toSpliced(at, 1))}
          />
        </InlineGrid>
      ))}
      <div>
        <Button onClick={() => write([...shown, [freeName(shown), ""]])}>{words.addRow}</Button>
      </div>
      {whole && <InlineError message={whole} fieldID={field.name} />}
      {field.help && (
        <Text as="p" tone="subdued">
          {field.help}
        </Text>
      )}
    </BlockStack>
  );
}

function freeName(rows: readonly Row[]): string {
  const taken = new Set(rows.map(([name]) => name));
  for (let number = rows.length + 1; ; number++) if (!taken.has(`field_${number}`)) return `field_${number}`;
}
