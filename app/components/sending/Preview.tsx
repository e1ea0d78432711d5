import { BlockStack, Box, Checkbox, Scrollable, Select, Text } from "@shopify/polaris";
import { valueAt } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import type { TemplateAnalysis } from "./analyse-template.ts";
import { Phone } from "./Phone.tsx";
import type { ShownSample } from "./sample.ts";

const words = text.message;

interface PreviewProps {
  analysis: TemplateAnalysis | null;
  channel: "sms" | "email";
  sample: ShownSample;
  samples: readonly ShownSample[];
  chosen: number;
  onChoose: (at: number) => void;
  /** Whether to preview the first text to a customer; null if that makes no difference. */
  first: boolean | null;
  onFirst: (first: boolean) => void;
}

/** The preview of a message for a sample customer. */
export function Preview({ analysis, channel, sample, samples, chosen, onChoose, first, onFirst }: PreviewProps) {
  const name = valueAt(sample.values, "shop.name");
  const read = analysis ? (analysis.body ?? words.unreadable) : "";
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {words.preview}
      </Text>
      {samples.length > 1 && (
        <Select
          label={words.previewFor}
          value={String(chosen)}
          options={samples.map(({ label }, at) => ({ value: String(at), label }))}
          onChange={(at) => onChoose(Number(at))}
        />
      )}
      {samples.length === 1 && (
        <Text as="p" tone="subdued">
          {`${words.previewFor}: ${sample.label}`}
        </Text>
      )}
      {channel === "sms" && first !== null && (
        <Checkbox label={words.first} helpText={words.firstHelp} checked={first} onChange={onFirst} />
      )}
      {channel === "sms" ? (
        <Phone sender={typeof name === "string" ? name : ""}>{read || words.nothing}</Phone>
      ) : (
        <Letter>{read || words.nothing}</Letter>
      )}
    </BlockStack>
  );
}

/** The body of an email. */
function Letter({ children }: { children: string }) {
  return (
    <section aria-label={words.email}>
      <Box borderWidth="025" borderColor="border" borderRadius="200">
        <Scrollable focusable style={{ minHeight: "3rem", maxHeight: "16rem" }}>
          <Box padding="400">
            <Text as="p" breakWord>
              <span style={{ whiteSpace: "pre-wrap" }}>{children}</span>
            </Text>
          </Box>
        </Scrollable>
      </Box>
    </section>
  );
}
