import "./variable-picker.css";
import {
  BlockStack,
  Box,
  Button,
  FormLayout,
  InlineStack,
  Popover,
  Scrollable,
  Text,
  TextField,
} from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useEffect, useId, useState } from "react";
import { useMarkedResult } from "../browser/use-marked-result.ts";
import { fieldsFound } from "../automations/conditions/field-search.ts";
import { ResultList } from "../page/ResultList.tsx";
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

function Search({ offered, onChoose }: { offered: readonly OfferedField[]; onChoose: (field: OfferedField) => void }) {
  const [typed, setTyped] = useState("");
  const found = fieldsFound(offered, typed);
  const all = found.flatMap(({ fields }) => fields);
  const take = (path: string) => all.filter((one) => one.path === path).forEach(onChoose);
  const mark = useMarkedResult(
    all.map(({ path }) => path),
    take,
  );
  return (
    <BlockStack gap="200">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it handles keys of the field within */}
      <div onKeyDown={mark.onKeyDown}>
        <TextField
          {...mark.combobox}
          label={words.variableFind}
          labelHidden
          placeholder={words.variableFind}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            mark.onTyped(next);
          }}
          autoComplete="off"
        />
      </div>
      <Scrollable style={{ height: "15rem" }} focusable>
        {found.length === 0 && (
          <Text as="p" tone="subdued">
            {words.variableNone}
          </Text>
        )}
        <ResultList
          label={words.variableFind}
          mark={mark}
          families={found.map(({ title, fields }) => ({
            label: title,
            results: fields.map(({ path, label }) => ({ key: path, shown: label })),
          }))}
          onTake={take}
          classes={{ result: "variable" }}
        />
      </Scrollable>
    </BlockStack>
  );
}

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
