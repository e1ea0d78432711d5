import { BlockStack, Select } from "@shopify/polaris";
import { onError, type OnError } from "#core/actions/on-error.ts";
import type { FormField } from "#core/automations/fields.ts";
import { isRecord } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import type { FieldSurroundings } from "#components/automations/fields/field.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";

const words = text.editor.inspector;
const begins: Record<keyof typeof words.onErrors, OnError> = {
  stop: "stop",
  continue: "continue",
  retry: { retry: 3, wait: { amount: 5, unit: "minutes" }, then: "stop" },
};
const fields: readonly FormField[] = [
  { name: "retry", label: words.retries, kind: "number" },
  { name: "wait", label: words.retryWait, kind: "duration", help: words.retryWaitHelp },
  {
    name: "then",
    label: words.retryThen,
    kind: "choice",
    options: [
      { value: "stop", label: words.onErrors.stop },
      { value: "continue", label: words.onErrors.continue },
    ],
  },
];

interface OnErrorFieldsProps {
  value: unknown;
  problems: readonly Problem[];
  path: string;
  around: FieldSurroundings;
  onChange: (rule: unknown, name: string | null) => void;
}

/** The reaction to a failed step: stop, continue or retry. */
export function OnErrorFields({ value, problems, path, around, onChange }: OnErrorFieldsProps) {
  const rule: unknown = value ?? onError.parse(undefined);
  const chosen = isRecord(rule) ? "retry" : String(rule);
  return (
    <BlockStack gap="400">
      <Select
        label={words.onError}
        value={chosen}
        options={Object.entries(words.onErrors).map(([key, label]) => ({ value: key, label }))}
        onChange={(key) => onChange(begins[key as keyof typeof begins], null)}
      />
      {isRecord(rule) && (
        <Fields fields={fields} config={rule} problems={problems} path={path} around={around} onChange={onChange} />
      )}
    </BlockStack>
  );
}
