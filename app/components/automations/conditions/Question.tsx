import { BlockStack, InlineStack, Select } from "@shopify/polaris";
import { useState, type FocusEvent } from "react";
import type { Leaf } from "#core/conditions/condition.ts";
import { operatorOf, operatorsFor } from "#core/conditions/operators/index.ts";
import {
  questionFieldOf,
  customField,
  customFieldTypes,
  controlFormOf,
  withField,
  withOperator,
} from "#core/conditions/question.ts";
import { replacePart, type Address } from "#core/conditions/rearrange.ts";
import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import { isCustomKey } from "#core/automations/custom-keys.ts";
import { problemsBelow, type Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { whenLeft } from "../fields/when-left.ts";
import { below, formatPartPosition, useBuilding } from "./building.ts";
import { FieldPicker } from "./FieldPicker.tsx";
import { PartMenu } from "./PartMenu.tsx";
import { ValueEditor } from "./ValueEditor.tsx";

const words = text.conditions;

interface QuestionProps {
  leaf: Leaf;
  address: Address;
  /** The condition's path in the definition, if known. */
  path: string | undefined;
  /** Paths are relative to the condition. */
  problems: readonly Problem[];
}

/** One condition: property, operator, value. */
export function Question({ leaf, address, path: place, problems }: QuestionProps) {
  const { condition: whole, offered, currency, change } = useBuilding();
  // A new condition shows its problems after the first blur.
  const [left, setLeft] = useState(leaf.field !== "");
  const [type, setType] = useState<FieldType>();
  const field = questionFieldOf(leaf, offered, type);
  const operator = field && operatorOf(field.type, leaf.op);
  const shown = left ? problems : [];
  const problemAt = (path: string) => shown.find((problem) => problem.path === path)?.message;
  const write = (next: Leaf) => change(replacePart(whole, address, next));
  const ask = (path: string, as?: FieldType) => {
    const next = offered.find((one) => one.path === path) ?? customField(path, as ?? "text");
    setType(next.type);
    write(withField(leaf, next, field, currency));
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!left && leaf.field !== "" && !currentTarget.contains(relatedTarget)) whenLeft(() => setLeft(true));
  };
  return (
    <div onBlur={leave}>
      <InlineStack gap="100" wrap={false} blockAlign="start" align="space-between">
        <div style={{ flex: 1, minWidth: 0 }}>
          <BlockStack gap="200">
            <div
              style={{
                display: "grid",
                gap: "var(--p-space-200)",
                gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 11rem), 1fr))",
                alignItems: "start",
              }}
            >
              <FieldPicker
                label={words.field}
                value={leaf.field}
                offered={offered}
                own
                error={problemAt("field") ?? problemAt("")}
                onChange={ask}
              />
              {field && isCustomKey(leaf.field) && (
                <Select
                  label={words.ownType}
                  labelHidden
                  value={field.type}
                  options={ownChoices}
                  onChange={(next) => ask(leaf.field, next as FieldType)}
                />
              )}
              {field && (
                <div data-path={below(place, "op")}>
                  <Select
                    label={words.operator}
                    labelHidden
                    value={leaf.op}
                    options={operatorChoices(field, leaf.op)}
                    error={problemAt("op")}
                    onChange={(op) => write(withOperator(leaf, field, op, currency))}
                  />
                </div>
              )}
            </div>
            {field && operator && (
              <div data-path={below(place, "value")}>
                <ValueEditor
                  form={controlFormOf(operator, field)}
                  value={leaf.value}
                  field={field}
                  operator={operator}
                  path={below(place, "value")}
                  problems={problemsBelow(shown, "value")}
                  onChange={(value) => write({ ...leaf, value })}
                />
              </div>
            )}
          </BlockStack>
        </div>
        <PartMenu address={address} name={words.row(formatPartPosition(address))} />
      </InlineStack>
    </div>
  );
}

const ownChoices = customFieldTypes.map((value) => ({ value, label: words.types[value as keyof typeof words.types] }));

/** The operators of the field, and the current one even if it does not fit. */
function operatorChoices(field: OfferedField, op: string): { value: string; label: string }[] {
  const fitting = operatorsFor(field);
  const standing = fitting.some(({ key }) => key === op) ? undefined : operatorOf(field.type, op);
  return [
    ...(standing ? [standing] : []),
    ...(standing || fitting.some(({ key }) => key === op) ? [] : [{ key: op, label: op }]),
    ...fitting,
  ].map(({ key, label, ...rest }) => ({ value: key, label: ("listed" in rest && rest.listed) || label }));
}
