import { Banner, BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.campaigns.form;

interface AudienceCardProps {
  segments: readonly { id: string; name: string; members: number }[];
  includes: readonly string[];
  excludes: readonly string[];
  problem: string | undefined;
  onChange: (change: { includes?: string[]; excludes?: string[] }) => void;
}

/** Whose text it is: segments, and segments to leave out. */
export function AudienceCard({ segments, includes, excludes, problem, onChange }: AudienceCardProps) {
  const choices = segments.map(({ id, name, members }) => ({ value: id, label: words.members(name, members) }));
  const others = choices.filter(({ value }) => !includes.includes(value));
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.audience}
        </Text>
        {segments.length === 0 ? (
          <Banner tone="info" action={{ content: words.toSegments, url: "/app/segments" }}>
            {words.noSegments}
          </Banner>
        ) : (
          <>
            <ChoiceList
              title={words.includes}
              allowMultiple
              choices={choices}
              selected={[...includes]}
              error={problem}
              onChange={(chosen) =>
                onChange({ includes: chosen, excludes: excludes.filter((id) => !chosen.includes(id)) })
              }
            />
            {others.length > 0 && (
              <ChoiceList
                title={words.excludes}
                allowMultiple
                choices={others}
                selected={[...excludes]}
                onChange={(chosen) => onChange({ excludes: chosen })}
              />
            )}
          </>
        )}
      </BlockStack>
    </Card>
  );
}
