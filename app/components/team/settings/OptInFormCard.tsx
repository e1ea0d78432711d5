import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";

const words = text.settings.optInForm;

interface OptInFormCardProps {
  /** The merchant has saved the consent text that the form shows. */
  confirmed: boolean;
  /** An automation is on that asks a new number for its YES. */
  asks: boolean;
  /** The theme editor, with the block ready to be placed. */
  editorUrl: string;
  readOnly: boolean;
  onConfirm: () => void;
}

/** What the storefront's opt-in form still needs, and the way to put it on a page. */
export function OptInFormCard({ confirmed, asks, editorUrl, readOnly, onConfirm }: OptInFormCardProps) {
  return (
    <Section id="form" title={words.title} body={words.body}>
      <BlockStack gap="300">
        <Text as="p">{(!confirmed && words.unconfirmed) || (!asks && words.nobodyAsks) || words.ready}</Text>
        <InlineStack>
          {!confirmed ? (
            <Button onClick={onConfirm} disabled={readOnly}>
              {words.confirm}
            </Button>
          ) : !asks ? (
            <Button url="/app/automations/library/double-opt-in">{words.seeAsker}</Button>
          ) : (
            <Button url={editorUrl} target="_top">
              {words.place}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Section>
  );
}
