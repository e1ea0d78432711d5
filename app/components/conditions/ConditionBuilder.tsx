import { Button, BlockStack, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { tellCondition, type Condition } from "#core/conditions/index.ts";
import type { Leaf } from "#core/conditions/condition.ts";
import { familyOf } from "#core/conditions/operators/index.ts";
import type { OfferedField } from "#core/fields.ts";
import type { Problem } from "#core/problem.ts";

interface ConditionBuilderProps {
  /** Everyone, where there is none. */
  value: Condition | undefined;
  offered: readonly OfferedField[];
  /** Counted from the condition: "all.0.value.amount". */
  problems: readonly Problem[];
  onChange: (condition: Condition | undefined) => void;
}

/** Who is meant, as questions about what is known of them. */
export function ConditionBuilder({ value, offered, problems, onChange }: ConditionBuilderProps) {
  const leaves = value && "all" in value ? value.all : value ? [value] : [];
  const write = (parts: Condition[]) => onChange(parts.length > 0 ? { all: parts } : undefined);
  return (
    <BlockStack gap="200">
      {leaves.map((leaf, at) =>
        "field" in leaf ? (
          <Row key={at} leaf={leaf} offered={offered} problem={problems.find(({ path }) => path.startsWith(`all.${at}`))?.message} onChange={(next) => write(leaves.map((one, index) => (index === at ? next : one)))} />
        ) : (
          <Text key={at} as="p">
            {tellCondition(leaf, offered)}
          </Text>
        ),
      )}
      <InlineStack>
        <Button onClick={() => write([...leaves, { field: offered[0]?.path ?? "", op: "is_set" }])}>Add a condition</Button>
      </InlineStack>
      {value && <Text as="p">{tellCondition(value, offered)}</Text>}
    </BlockStack>
  );
}

function Row({ leaf, offered, problem, onChange }: { leaf: Leaf; offered: readonly OfferedField[]; problem: string | undefined; onChange: (leaf: Leaf) => void }) {
  const field = offered.find(({ path }) => path === leaf.field);
  const operators = field ? familyOf(field.type).operators : [];
  return (
    <InlineStack gap="200">
      <Select label="Field" labelHidden value={leaf.field} options={offered.map(({ path, label }) => ({ value: path, label }))} onChange={(path) => onChange({ field: path, op: "is_set" })} />
      <Select label="Question" labelHidden value={leaf.op} options={operators.map(({ key, label }) => ({ value: key, label }))} onChange={(op) => onChange({ ...leaf, op })} />
      <TextField label="Value" labelHidden value={typeof leaf.value === "string" ? leaf.value : ""} onChange={(typed) => onChange({ ...leaf, value: typed })} error={problem} autoComplete="off" />
    </InlineStack>
  );
}
