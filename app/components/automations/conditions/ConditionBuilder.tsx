import { BlockStack, Box, Text } from "@shopify/polaris";
import { isBuildable } from "#core/conditions/groups.ts";
import { formatCondition } from "#core/conditions/index.ts";
import { text } from "#text/en.ts";
import type { BuilderProps } from "./building.ts";
import { Builder } from "./Builder.tsx";

/** The condition builder with a summary sentence. */
export function ConditionBuilder(props: BuilderProps) {
  const { value, offered } = props;
  return (
    <BlockStack gap="300">
      <Builder {...props} />
      {isBuildable(value) && (
        <Box background="bg-surface-secondary" borderRadius="200" padding="300">
          <BlockStack gap="100">
            <Text as="p" variant="bodySm" tone="subdued">
              {text.conditions.tells}
            </Text>
            <Text as="p" breakWord>
              {`${formatCondition(value, offered)}.`}
            </Text>
          </BlockStack>
        </Box>
      )}
    </BlockStack>
  );
}
