import { BlockStack, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.sender;

interface SenderSectionProps extends SectionProps {
  shopName: string;
  sender: { number: string | null; service: string | null };
}

/** The sender's name, and the number for test texts. */
export function SenderSection({ draft, change, problemAt, readOnly, shopName, sender }: SenderSectionProps) {
  const from = [sender.number, sender.service && words.service(sender.service)].filter(Boolean).join(", ");
  return (
    <Section id="sender" title={words.title} body={words.body}>
      <TextField
        label={words.name}
        autoComplete="off"
        placeholder={shopName}
        value={draft.senderName ?? ""}
        onChange={(name) => change("senderName", name)}
        helpText={words.nameHelp(shopName)}
        error={problemAt("senderName")}
        maxLength={60}
        disabled={readOnly}
      />
      <BlockStack gap="050">
        <Text as="span">{words.from}</Text>
        <Text as="p" fontWeight="medium">
          {from || words.nowhere}
        </Text>
      </BlockStack>
      <TextField
        label={words.own}
        type="tel"
        autoComplete="tel"
        value={draft.testPhone ?? ""}
        onChange={(phone) => change("testPhone", phone)}
        helpText={words.ownHelp}
        error={problemAt("testPhone")}
        disabled={readOnly}
      />
    </Section>
  );
}
