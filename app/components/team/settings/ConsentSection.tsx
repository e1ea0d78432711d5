import { Banner, BlockStack, Button, Checkbox, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { missingParts } from "#core/consent/disclosure.ts";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.consent;

/** The consent text, double opt-in, and whether new subscribers become customers in Shopify. */
export function ConsentSection({
  draft,
  change,
  problemAt,
  readOnly,
  nameInTexts,
  byDefault,
  asks,
}: SectionProps & { nameInTexts: string; byDefault: string; asks: boolean }) {
  const own = typeof draft.disclosure === "object" ? draft.disclosure : null;
  const shown = own?.text ?? byDefault;
  const missing = missingParts(shown, nameInTexts);
  const write = (written: string) => change("disclosure", { text: written, version: own?.version ?? "" });
  return (
    <Section id="consent" title={words.title} body={words.body}>
      <BlockStack gap="200">
        <TextField
          label={words.text}
          multiline={4}
          autoComplete="off"
          value={shown}
          onChange={write}
          helpText={words.textHelp}
          error={problemAt("disclosure.text")}
          maxLength={2_000}
          showCharacterCount
          disabled={readOnly}
        />
        <Text as="p" tone="subdued">
          {own?.version ? words.version(own.version) : words.unwritten}
        </Text>
        {missing.length > 0 && (
          <Banner tone="warning" title={words.missingTitle}>
            <List>
              {missing.map((part) => (
                <List.Item key={part}>{words.missing[part]}</List.Item>
              ))}
            </List>
          </Banner>
        )}
        {own && own.text !== byDefault && (
          <InlineStack>
            <Button variant="plain" disabled={readOnly} onClick={() => write(byDefault)}>
              {words.takeDefault}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
      <Checkbox
        label={words.double}
        helpText={words.doubleHelp}
        checked={draft.doubleOptIn === true}
        onChange={(on) => change("doubleOptIn", on)}
        disabled={readOnly}
      />
      {draft.doubleOptIn === true && !asks && (
        <Banner
          tone="warning"
          title={words.nobodyAsks}
          action={{ content: words.seeAsker, url: "/app/automations/library/double-opt-in" }}
        >
          {words.nobodyAsksBody}
        </Banner>
      )}
      <Checkbox
        label={words.addToShopify}
        helpText={words.addToShopifyHelp}
        checked={draft.addToShopify === true}
        onChange={(on) => change("addToShopify", on)}
        disabled={readOnly}
      />
    </Section>
  );
}
