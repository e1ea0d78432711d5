import { Badge, BlockStack, Box, InlineStack, Text, type BadgeProps } from "@shopify/polaris";
import type { DefinitionChange, Detail } from "#text/changes/change.ts";
import { text } from "#text/en.ts";

const words = text.publish;
const tones: Record<DefinitionChange["kind"], BadgeProps["tone"]> = {
  settings: undefined,
  added: "success",
  removed: "critical",
  moved: "info",
  changed: "attention",
};

/** The differences between two versions. */
export function ChangesList({ changes }: { changes: readonly DefinitionChange[] }) {
  if (changes.length === 0) return <Text as="p">{words.noChanges}</Text>;
  return (
    <BlockStack as="ul" gap="300">
      {changes.map((change) => (
        <Box as="li" key={`${change.kind} ${change.stepId}`}>
          <BlockStack gap="150">
            <InlineStack gap="200" blockAlign="start" wrap={false}>
              <Badge tone={tones[change.kind]}>{words.change[change.kind]}</Badge>
              <Text as="p" fontWeight="medium" breakWord>
                {change.what}
                {change.where && (
                  <Text as="span" tone="subdued" fontWeight="regular">
                    {` ${change.where}`}
                  </Text>
                )}
              </Text>
            </InlineStack>
            {change.details.map((detail) => (
              <DetailLine key={detail.label} detail={detail} />
            ))}
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}

function DetailLine({ detail: { label, before, after } }: { detail: Detail }) {
  return (
    <Box paddingInlineStart="300" borderInlineStartWidth="050" borderColor="border">
      <Text as="p" variant="bodySm" fontWeight="medium">
        {label}
      </Text>
      {before !== null && (
        <Text as="p" tone="subdued" breakWord>
          <Text as="span" visuallyHidden>{`${words.before}: `}</Text>
          <del>{before}</del>
        </Text>
      )}
      <Text as="p" breakWord>
        <Text as="span" visuallyHidden>{`${words.after}: `}</Text>
        {after ?? words.nothing}
      </Text>
    </Box>
  );
}
