import { BlockStack, Box, Button, InlineGrid, Select, Text } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { formatSameSubject } from "#core/automations/format/format-definition.ts";
import type { Draft } from "#core/automations/edit/draft.ts";
import type { Problem } from "#core/problem.ts";
import { triggers } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import { problemOf } from "#components/automations/fields/field.ts";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";

const words = text.editor.inspector;
/** Triggers by family, as in the trigger picker, and the chosen one. */
const eventsBeside = (chosen: string) =>
  Object.entries(text.editor.triggers.families).map(([family, title]) => ({
    title,
    options: triggers
      .filter((trigger) => trigger.family === family && (trigger.offered !== false || trigger.type === chosen))
      .map(({ type, label }) => ({ value: type, label })),
  }));

interface ExitsProps {
  /** The automation's trigger type. */
  trigger: string;
  exits: Draft["exits"];
  problems: readonly Problem[];
  onChange: (exits: Draft["exits"]) => void;
}

/** The events that end a sequence early. */
export function Exits({ trigger, exits, problems, onChange }: ExitsProps) {
  const matches = [
    { value: "customer", label: words.exitMatch.customer },
    { value: "subject", label: words.exitMatch.subject(formatSameSubject(trigger)) },
  ];
  return (
    <BlockStack gap="300">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm">
          {words.exits}
        </Text>
        <Text as="p" tone="subdued">
          {exits.length > 0 ? words.exitsHelp : words.exitsNone}
        </Text>
      </BlockStack>
      {exits.map((exit, at) => (
        <div key={at} data-path={`exits.${at}`}>
          <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
            <BlockStack gap="200">
              <Select
                label={words.exitOn}
                value={exit.on}
                options={eventsBeside(exit.on)}
                error={problemOf(problemsWithin(problems, `${at}.on`))}
                onChange={(on) => onChange(exits.with(at, { ...exit, on }))}
              />
              <InlineGrid columns="minmax(0, 1fr) auto" gap="200" alignItems="end">
                <Select
                  label={words.exitOf}
                  value={exit.match}
                  options={matches}
                  onChange={(match) => onChange(exits.with(at, { ...exit, match }))}
                />
                <Button
                  icon={DeleteIcon}
                  variant="tertiary"
                  accessibilityLabel={words.removeExit}
                  onClick={() => onChange(exits.toSpliced(at, 1))}
                />
              </InlineGrid>
            </BlockStack>
          </Box>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...exits, { on: "order_created", match: "customer" }])}>
          {words.addExit}
        </Button>
      </div>
    </BlockStack>
  );
}
