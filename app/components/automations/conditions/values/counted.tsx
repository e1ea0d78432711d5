import { BlockStack, Box, Select } from "@shopify/polaris";
import { comparisons } from "#core/conditions/operators/comparison.ts";
import type { Condition } from "#core/conditions/index.ts";
import { blankQuestion } from "#core/conditions/question.ts";
import { ownValue } from "#core/plain-data.ts";
import { problemsBelow } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { below, useBuilding } from "../building.ts";
import { NumberField } from "./NumberField.tsx";
import { textValueOf, problemAt, sideBySide, type ValueProps } from "./value.ts";

const words = text.conditions.value;
const choices = comparisons.map(({ key, label }) => ({ value: key, label }));

/** A comparison with a count. */
export const CountValue = ({ value, problems, onChange }: ValueProps) => (
  <div style={sideBySide}>
    <Select
      label={words.compare}
      labelHidden
      options={choices}
      value={textValueOf(ownValue(value, "is"))}
      onChange={(is) => onChange({ ...Object(value), is })}
      error={problemAt(problems, "is")}
    />
    <NumberField
      label={words.count}
      labelHidden
      value={ownValue(value, "count")}
      onChange={(count) => onChange({ ...Object(value), count })}
      error={problemAt(problems, "count")}
    />
  </div>
);

/** A condition on each item. */
export function ConditionValue({ value, field, path, problems, onChange }: ValueProps) {
  const { nest, currency } = useBuilding();
  return (
    <Box paddingInlineStart="300" borderInlineStartWidth="050" borderColor="border">
      {nest({
        value: value as Condition,
        offered: field.of ?? [],
        problems,
        currency,
        ...(path !== undefined && { path }),
        onChange: (next) => onChange(next ?? { all: [] }),
      })}
    </Box>
  );
}

/** A count of all items, or of the items that meet a condition. */
export function ConditionCountValue(props: ValueProps) {
  const { value, problems, onChange } = props;
  const where = ownValue(value, "where");
  const { where: _, ...counted } = Object(value) as Record<string, unknown>;
  return (
    <BlockStack gap="200">
      <CountValue {...props} />
      <Select
        label={words.items}
        labelHidden
        value={where === undefined ? "all" : "some"}
        options={[
          { value: "all", label: words.countAll },
          { value: "some", label: words.countSome },
        ]}
        onChange={(next) => onChange(next === "all" ? counted : { ...counted, where: { all: [blankQuestion()] } })}
      />
      {where !== undefined && (
        <ConditionValue
          {...props}
          value={where}
          path={below(props.path, "where")}
          problems={problemsBelow(problems, "where")}
          onChange={(next) => onChange({ ...counted, where: next })}
        />
      )}
    </BlockStack>
  );
}
