import { BlockStack, Text } from "@shopify/polaris";
import type { Condition } from "#core/conditions/index.ts";
import { ConditionBuilder } from "../conditions/ConditionBuilder.tsx";
import type { FieldProps } from "./field.ts";

export const ConditionInput = ({ field, value, path, problems, around, onChange }: FieldProps) => (
  <BlockStack gap="200">
    <BlockStack gap="050">
      <Text as="h4" variant="headingSm">
        {field.label}
      </Text>
      {field.help && (
        <Text as="p" tone="subdued">
          {field.help}
        </Text>
      )}
    </BlockStack>
    {/* The value is unvalidated; its errors are among the problems. */}
    <ConditionBuilder
      value={value as Condition | undefined}
      offered={around.offered}
      problems={problems}
      path={path}
      currency={around.currency}
      suggestions={around.suggestions}
      onChange={onChange}
    />
  </BlockStack>
);
