import { Box, Button, FormLayout, InlineStack, Popover, Text, TextField } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useEffect, useId, useState } from "react";
import { fieldsFound } from "../automations/conditions/field-search.ts";
import { InsertSearch } from "./InsertSearch.tsx";
import type { OfferedField } from "#core/automations/fields.ts";
import { snippetOf, defaultFallback, insertableFields } from "#core/sending/templates/snippet.ts";
import { text } from "#text/en.ts";

const words = text.message;

/** Inserts a variable, with a fallback text. */
export function VariablePicker({
  offered,
  onPick,
}: {
  offered: readonly OfferedField[];
  onPick: (snippet: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<OfferedField | null>(null);
  const close = () => {
    setOpen(false);
    setField(null);
  };
  return (
    <Popover
      active={open}
      onClose={close}
      preferredAlignment="left"
      autofocusTarget="first-node"
      activator={
        <Button icon={PlusIcon} disclosure ariaExpanded={open} onClick={() => setOpen((shown) => !shown)}>
          {words.variable}
        </Button>
      }
    >
      <Box padding="300" width="18rem">
        {field ? (
          <Fallback
            field={field}
            onBack={() => setField(null)}
            onInsert={(fallback) => {
              close();
              onPick(snippetOf(field, fallback));
            }}
          />
        ) : (
          <Search offered={insertableFields(offered)} onChoose={setField} />
        )}
      </Box>
    </Popover>
  );
}

const Search = ({
  offered,
  onChoose,
}: {
  offered: readonly OfferedField[];
  onChoose: (field: OfferedField) => void;
}) => (
  <InsertSearch
    label={words.variableFind}
    none={words.variableNone}
    find={(typed) =>
      fieldsFound(offered, typed).map(({ title, fields }) => ({
        label: title,
        results: fields.map(({ path, label }) => ({ key: path, shown: label })),
      }))
    }
    onTake={(path) => offered.filter((one) => one.path === path).forEach(onChoose)}
  />
);

function Fallback({
  field,
  onBack,
  onInsert,
}: {
  field: OfferedField;
  onBack: () => void;
  onInsert: (fallback: string) => void;
}) {
  const id = useId();
  const [word, setWord] = useState(defaultFallback(field));
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onInsert(word);
      }}
    >
      <FormLayout>
        <Text as="h3" variant="headingSm">
          {field.label}
        </Text>
        <TextField
          label={words.fallback}
          helpText={words.fallbackHelp}
          value={word}
          onChange={setWord}
          id={id}
          autoComplete="off"
          selectTextOnFocus
        />
        <InlineStack gap="200" align="end">
          <Button onClick={onBack}>{words.back}</Button>
          <Button submit variant="primary">
            {words.insert}
          </Button>
        </InlineStack>
      </FormLayout>
    </form>
  );
}
