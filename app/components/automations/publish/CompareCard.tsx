import { BlockStack, Card, InlineGrid, Select, Text } from "@shopify/polaris";
import type { DefinitionChange } from "#text/changes/change.ts";
import { text } from "#text/en.ts";
import { ChangesList } from "./ChangesList.tsx";

type Side = number | "draft";

interface CompareCardProps {
  compared: { from: Side; to: Side; changes: DefinitionChange[] | null };
  /** Version numbers, newest first. */
  numbers: readonly number[];
  onCompare: (from: Side, to: Side) => void;
}

const words = text.publish;
const sideIn = (value: string): Side => (value === "draft" ? value : Number(value));

/** Compares two versions, or a version and the draft. */
export function CompareCard({ compared: { from, to, changes }, numbers, onCompare }: CompareCardProps) {
  const options = [
    { value: "draft", label: words.draft },
    ...numbers.map((number) => ({ value: String(number), label: words.versionName(number) })),
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.compareTitle}
        </Text>
        <InlineGrid columns={2} gap="300">
          <Select
            label={words.compareFrom}
            options={options}
            value={String(from)}
            onChange={(value) => onCompare(sideIn(value), to)}
          />
          <Select
            label={words.compareTo}
            options={options}
            value={String(to)}
            onChange={(value) => onCompare(from, sideIn(value))}
          />
        </InlineGrid>
        {changes ? <ChangesList changes={changes} /> : <Text as="p">{words.versionUnreadable}</Text>}
      </BlockStack>
    </Card>
  );
}
