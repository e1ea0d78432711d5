import { BlockStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { NumberInput } from "./NumberInput.tsx";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.figures;

/** How orders count, how long what was told is kept, and the way to the merchant's own systems. */
export const FiguresSection = ({ draft, change, problemAt, readOnly }: SectionProps) => (
  <Section id="figures" title={words.title} body={words.body}>
    <NumberInput
      label={words.attribution}
      help={words.attributionHelp}
      suffix={words.days}
      value={draft.attributionDays}
      onChange={(days) => change("attributionDays", days)}
      error={problemAt("attributionDays")}
      disabled={readOnly}
    />
    <NumberInput
      label={words.retention}
      help={words.retentionHelp}
      suffix={words.days}
      value={draft.retentionDays}
      onChange={(days) => change("retentionDays", days)}
      error={problemAt("retentionDays")}
      disabled={readOnly}
    />
    <BlockStack gap="100">
      <Text as="p">
        <Text as="span" fontWeight="medium">
          {words.events}
        </Text>
        {": "}
        {words.eventsBody}
      </Text>
      <Link url="/app/settings/events">{words.eventsOpen}</Link>
    </BlockStack>
  </Section>
);
