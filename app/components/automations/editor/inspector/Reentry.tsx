import { BlockStack, Select } from "@shopify/polaris";
import { isRecord } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import { DurationInput } from "#components/automations/fields/DurationInput.tsx";
import { problemOf, type FieldSurroundings } from "#components/automations/fields/field.ts";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";

const words = text.editor.inspector;
const AFTER = "after";
const A_MONTH = { amount: 30, unit: "days" } as const;

interface ReentryProps {
  value: unknown;
  /** The trigger's type. */
  trigger: string;
  problems: readonly Problem[];
  around: FieldSurroundings;
  onChange: (reentry: unknown) => void;
}

/** The re-entry rule. */
export function Reentry({ value, trigger, problems, around, onChange }: ReentryProps) {
  const choices = Object.entries(words.reentries).map(([key, label]) => ({
    value: key,
    label: typeof label === "string" ? label : label(triggerOf(trigger).subject),
  }));
  return (
    <div data-path="reentry">
      <BlockStack gap="200">
        <Select
          label={words.reentry}
          value={isRecord(value) ? AFTER : typeof value === "string" ? value : ""}
          options={[...(value === undefined ? [{ value: "", label: text.editor.fields.choose }] : []), ...choices]}
          error={isRecord(value) ? undefined : problemOf(problems)}
          onChange={(chosen) => onChange(chosen === AFTER ? { after: A_MONTH } : chosen)}
        />
        {isRecord(value) && (
          <DurationInput
            field={{ name: AFTER, label: words.reentryAfter, kind: "duration" }}
            value={value.after}
            path={`reentry.${AFTER}`}
            problems={problemsWithin(problems, AFTER)}
            around={around}
            onChange={(after) => onChange({ after })}
          />
        )}
      </BlockStack>
    </div>
  );
}
