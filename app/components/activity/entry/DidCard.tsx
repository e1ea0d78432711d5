import { BlockStack, Card, Text } from "@shopify/polaris";
import { formatValueName } from "#text/checks.ts";
import { text } from "#text/en.ts";
import { Fact, Facts } from "#components/page/Facts.tsx";
import type { ShownEntry } from "./shown-entry.ts";

/** The effect of a step that sends no message, with its result. */
export function DidCard({ did }: { did: NonNullable<ShownEntry["did"]> }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {text.entry.did}
        </Text>
        <Text as="p" breakWord>
          {did.tells}
        </Text>
        {did.saw.length > 0 && (
          <Facts>
            {did.saw.map(({ name, value }) => (
              <Fact key={name} name={formatValueName(name)}>
                {value}
              </Fact>
            ))}
          </Facts>
        )}
      </BlockStack>
    </Card>
  );
}
