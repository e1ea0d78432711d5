import { BlockStack, InlineError, Select } from "@shopify/polaris";
import { useState, type FocusEvent } from "react";
import {
  fieldsShown,
  chooseAlternative,
  alternativesOf,
  chosenAlternative,
  withSetting,
} from "#core/automations/edit/config.ts";
import type { FormField } from "#core/automations/fields.ts";
import { valueAt } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import type { FieldSurroundings } from "./field.ts";
import { kinds } from "./kinds.ts";
import { problemsWithin } from "./problems-within.ts";
import { whenLeft } from "./when-left.ts";

interface FieldsProps {
  fields: readonly FormField[];
  config: Readonly<Record<string, unknown>>;
  /** Paths are relative to the config. */
  problems: readonly Problem[];
  /** The config's path in the definition. */
  path: string;
  around: FieldSurroundings;
  /** @param name the changed field; null for several */
  onChange: (config: Record<string, unknown>, name: string | null) => void;
}

/** Renders fields from data; hides those that do not apply to the config. */
export function Fields({ fields, config, problems, path, around, onChange }: FieldsProps) {
  const ways = alternativesOf(fields);
  const placeOf = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const whole = problems.find((problem) => problem.path === "")?.message;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const leave = (name: string) => (event: FocusEvent) => {
    if (around.patient && !event.currentTarget.contains(event.relatedTarget))
      whenLeft(() => setLeft((before) => new Set([...before, name])));
  };
  return (
    <BlockStack gap="400">
      {ways.length > 1 && (
        <Select
          label={text.editor.fields.how}
          value={chosenAlternative(fields, config)?.key}
          options={ways.map(({ key, label }) => ({ value: key, label }))}
          onChange={(chosen) => {
            const way = ways.find(({ key }) => key === chosen);
            if (way) onChange(chooseAlternative(fields, config, way), null);
          }}
        />
      )}
      {fieldsShown(fields, config).map((field) => {
        if (field.kind === "translations") return null;
        const Kind = kinds[field.kind];
        const place = placeOf(field.name);
        const translations = fields.find(({ kind, of }) => kind === "translations" && of === field.name)?.name;
        return (
          <div key={field.name} data-path={place} onBlur={leave(field.name)}>
            <Kind
              field={field}
              path={place}
              value={valueAt(config, field.name)}
              problems={around.patient && !left.has(field.name) ? [] : problemsWithin(problems, field.name)}
              around={around}
              config={config}
              translations={
                translations === undefined
                  ? undefined
                  : {
                      value: valueAt(config, translations),
                      path: placeOf(translations),
                      problems: problemsWithin(problems, translations),
                      onChange: (value) => onChange(withSetting(config, translations, value), translations),
                    }
              }
              onChange={(value) => onChange(withSetting(config, field.name, value), field.name)}
            />
          </div>
        );
      })}
      {whole && <InlineError message={whole} fieldID={path} />}
    </BlockStack>
  );
}
