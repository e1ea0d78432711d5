import {
  BlockStack,
  Box,
  Button,
  FormLayout,
  InlineStack,
  Listbox,
  Popover,
  Scrollable,
  Text,
  TextField,
} from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useEffect, useId, useState } from "react";
import { fieldsFound } from "../automations/conditions/field-search.ts";
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
  const list = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState<string>();
  const found = fieldsFound(offered, typed);
  // The field keeps the focus and controls the list.
  const asCombobox = {
    role: "combobox",
    ariaControls: list,
    ariaActiveDescendant: active,
    ariaAutocomplete: "list",
    ariaExpanded: true,
  } as const;
  return (
    <BlockStack gap="200">
      <TextField
        {...asCombobox}
        label={words.variableFind}
        labelHidden
        placeholder={words.variableFind}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
      <Scrollable style={{ height: "15rem" }} focusable>
        {found.length === 0 && (
          <Text as="p" tone="subdued">
            {words.variableNone}
          </Text>
        )}
        <Listbox
          enableKeyboardControl
          customListId={list}
          onActiveOptionChange={(_, id) => setActive(id)}
          accessibilityLabel={words.variableFind}
          onSelect={(path) =>
            found
              .flatMap(({ fields }) => fields)
              .filter((one) => one.path === path)
              .forEach(onChoose)
          }
        >
          {found.map(({ title, fields }) => (
            <Listbox.Section key={title} title={<Listbox.Header>{title}</Listbox.Header>} divider={false}>
              {fields.map(({ path, label }) => (
                <Listbox.Option key={path} value={path}>
                  {label}
                </Listbox.Option>
              ))}
            </Listbox.Section>
          ))}
        </Listbox>
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
