import { BlockStack, Checkbox, Link, Select, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { languageName } from "#text/language.ts";
import { languagesBesides } from "#components/sending/languages.ts";
import { settingsAddress } from "./address.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.sender;

interface SenderSectionProps extends SectionProps {
  shopName: string;
  /** The installation's. */
  sender: { number: string | null; service: string | null };
  /** The shop's own, which go before the installation's. */
  ownSenders: readonly string[];
}

/** The sender's name, and the number for test texts. */
export function SenderSection({
  draft,
  change,
  problemAt,
  readOnly,
  shopName,
  sender,
  ownSenders,
}: SenderSectionProps) {
  const shared = [sender.number, sender.service && words.service(sender.service)];
  const from = (ownSenders.length > 0 ? ownSenders : shared).filter(Boolean).join(", ");
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
      <Select
        label={words.language}
        helpText={words.languageHelp}
        options={languagesBesides([], [{ locale: draft.textLanguage ?? "en", customers: 0 }]).map((tag) => ({
          value: tag,
          label: languageName(tag),
        }))}
        value={draft.textLanguage ?? "en"}
        onChange={(language) => change("textLanguage", language)}
        error={problemAt("textLanguage")}
        disabled={readOnly}
      />
      <BlockStack gap="050">
        <Text as="span">{words.from}</Text>
        <Text as="p" fontWeight="medium">
          {from || words.nowhere}
        </Text>
      </BlockStack>
      <Link url={settingsAddress("number")}>{text.settings.pages.number}</Link>
      <Checkbox
        label={text.senders.hold}
        helpText={text.senders.holdHelp}
        checked={draft.holdTransactionalUntilApproved === true}
        onChange={(on) => change("holdTransactionalUntilApproved", on)}
        disabled={readOnly}
      />
      <Checkbox
        label={text.senders.lineType}
        helpText={text.senders.lineTypeHelp}
        checked={draft.checkLineType === true}
        onChange={(on) => change("checkLineType", on)}
        disabled={readOnly}
      />
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
