import { BlockStack, ChoiceList, Divider, Text, TextField } from "@shopify/polaris";
import type { Draft } from "#core/automations/edit/draft.ts";
import { withTrigger } from "#core/automations/edit/trigger.ts";
import type { AvailableFields } from "#core/automations/cross-check.ts";
import type { FormField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { problemOf, type FieldSurroundings } from "#components/automations/fields/field.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";
import { Exits } from "./Exits.tsx";
import { Reentry } from "./Reentry.tsx";
import { TriggerChoice } from "./TriggerChoice.tsx";

const words = text.editor.inspector;
const kinds = Object.entries(words.kinds).map(([value, { label, help }]) => ({ value, label, helpText: help }));
const who: readonly FormField[] = [
  { name: "conditions", label: words.who, kind: "condition", optional: true, help: words.whoHelp },
];
const leaves: readonly FormField[] = [
  { name: "exitWhen", label: words.exitWhen, kind: "condition", optional: true, help: words.exitWhenHelp },
];
const others: readonly FormField[] = [
  { name: "concurrent", label: words.concurrent, kind: "number", optional: true, help: words.concurrentHelp },
  {
    name: "ifUnknown",
    label: words.ifUnknown,
    kind: "choice",
    optional: true,
    options: Object.entries(words.ifUnknowns).map(([value, label]) => ({ value, label })),
  },
];

interface AutomationInspectorProps {
  draft: Draft;
  problems: readonly Problem[];
  around: FieldSurroundings;
  offered: AvailableFields;
  onChange: (draft: Draft, what: string | null) => void;
}

/** The settings of the automation: trigger, entry, re-entry, exits. */
export function AutomationInspector({ draft, problems, around, offered, onChange }: AutomationInspectorProps) {
  const at = (path: string) => problemsWithin(problems, path);
  const whole = (fields: readonly FormField[], may: AvailableFields["atEntry"]) => (
    <Fields
      fields={fields}
      config={draft}
      problems={problems.filter(({ path }) => path !== "")}
      path=""
      around={{ ...around, offered: may }}
      onChange={(changed, name) => onChange(changed as Draft, name)}
    />
  );
  return (
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">
        {words.settings}
      </Text>
      <div data-path="name">
        <TextField
          label={words.name}
          value={draft.name}
          error={problemOf(at("name"))}
          onChange={(name) => onChange({ ...draft, name }, "name")}
          autoComplete="off"
        />
      </div>
      <div data-path="description">
        <TextField
          label={words.description}
          multiline={2}
          value={draft.description}
          error={problemOf(at("description"))}
          onChange={(description) => onChange({ ...draft, description }, "description")}
          autoComplete="off"
        />
      </div>
      <TriggerChoice
        trigger={draft.trigger}
        problems={at("trigger.config")}
        around={{ ...around, offered: offered.atEntry }}
        onChoose={(type) => onChange(withTrigger(draft, type), null)}
        onChange={(config, name) =>
          onChange({ ...draft, trigger: { ...draft.trigger, config } }, name && `trigger.${name}`)
        }
      />
      <div data-path="kind">
        <ChoiceList
          title={words.kind}
          choices={kinds}
          selected={[draft.kind]}
          error={problemOf(at("kind"))}
          onChange={([kind]) => kind !== undefined && onChange({ ...draft, kind }, null)}
        />
      </div>
      <Divider />
      {whole(who, offered.atEntry)}
      <Reentry
        value={draft.reentry}
        trigger={draft.trigger.type}
        problems={at("reentry")}
        around={around}
        onChange={(reentry) => onChange({ ...draft, reentry }, "reentry")}
      />
      <Divider />
      <Exits
        trigger={draft.trigger.type}
        exits={draft.exits}
        problems={at("exits")}
        onChange={(exits) => onChange({ ...draft, exits }, null)}
      />
      {whole(leaves, offered.anywhere)}
      <Divider />
      {whole(others, offered.atEntry)}
    </BlockStack>
  );
}
