import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useBreakpoints } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { settingsAddress, settingsPages, type SettingsPage } from "./address.ts";

const words = text.settings;

/** Links to the pages of the settings: beside the open one, or above it on narrow screens. */
export function SettingsNavigation({ open }: { open: SettingsPage }) {
  const { mdUp } = useBreakpoints();
  const links = settingsPages.map((page) => (
    <span key={page} aria-current={page === open ? "page" : undefined}>
      {page === open ? (
        <Text as="span" fontWeight="semibold">
          {words.pages[page]}
        </Text>
      ) : (
        <Link url={settingsAddress(page)} removeUnderline>
          {words.pages[page]}
        </Link>
      )}
    </span>
  ));
  return (
    <nav aria-label={words.title}>
      <Card>{mdUp ? <BlockStack gap="300">{links}</BlockStack> : <InlineStack gap="400">{links}</InlineStack>}</Card>
    </nav>
  );
}
