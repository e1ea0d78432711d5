import { BlockStack, Divider, InlineStack, Icon, Text, TextField, Box } from "@shopify/polaris";
import { actionNamed } from "#core/actions/index.ts";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { problemOf, type FieldSurroundings } from "#components/automations/fields/field.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";
import { iconOf } from "../step-icons.ts";
import { Arms } from "./Arms.tsx";
import { OnErrorFields } from "./OnErrorFields.tsx";

const words = text.editor.inspector;

interface StepInspectorProps {
  step: DraftStep;
  /** Paths are relative to the step. */
  problems: readonly Problem[];
  /** The step's path in the definition. */
  path: string;
  around: FieldSurroundings;
  /** @param what the changed setting; null makes the change an undo step of its own */
  onChange: (step: DraftStep, what: string | null) => void;
}

/** The settings of a step, from the fields of its action. */
export function StepInspector({ step, problems, path, around, onChange }: StepInspectorProps) {
  const action = actionNamed(step.type);
  return (
    <BlockStack gap="400">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <Box>
            <Icon source={iconOf(step.type)} />
          </Box>
          <Text as="h2" variant="headingMd">
            {action?.label ?? step.type}
          </Text>
        </InlineStack>
        <Text as="p" tone="subdued">
          {action?.description}
        </Text>
      </BlockStack>
      {action && action.fields.length > 0 && (
        <Fields
          fields={action.fields}
          config={step.config}
          problems={problemsWithin(problems, "config")}
          path={`${path}.config`}
          around={around}
          onChange={(config, name) => onChange({ ...step, config }, name && `config.${name}`)}
        />
      )}
      {step.arms && (
        <Arms
          step={step}
          arms={step.arms}
          problems={problemsWithin(problems, "arms")}
          path={`${path}.arms`}
          around={around}
          onChange={(arms, name) => onChange({ ...step, arms }, name && `arms.${name}`)}
        />
      )}
      <Divider />
      <div data-path={`${path}.name`}>
        <TextField
          label={words.stepName}
          helpText={words.stepNameHelp}
          value={step.name ?? ""}
          error={problemOf(problemsWithin(problems, "name"))}
          onChange={(name) => onChange({ ...step, name: name === "" ? undefined : name }, "name")}
          autoComplete="off"
        />
      </div>
      <div data-path={`${path}.note`}>
        <TextField
          label={words.note}
          helpText={words.noteHelp}
          multiline={2}
          maxHeight="12rem"
          value={step.note ?? ""}
          error={problemOf(problemsWithin(problems, "note"))}
          onChange={(note) => onChange({ ...step, note: note === "" ? undefined : note }, "note")}
          autoComplete="off"
        />
      </div>
      {!action?.cannotFail && (
        <OnErrorFields
          value={step.onError}
          problems={problemsWithin(problems, "onError")}
          path={`${path}.onError`}
          around={around}
          onChange={(onError, name) => onChange({ ...step, onError }, name && `onError.${name}`)}
        />
      )}
    </BlockStack>
  );
}
