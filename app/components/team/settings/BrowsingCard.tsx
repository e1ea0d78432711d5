import { Banner, BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { requestScopes, toast } from "#components/browser/app-bridge.ts";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";
import { Section } from "./Section.tsx";

const words = text.settings.browsing;

interface BrowsingAnswer extends ActionResponse {
  missingScopes?: readonly string[];
}

/** Turns the storefront's pixel on and off, and says which customers it recognises and what it records. */
export function BrowsingCard({ on, linksOn, readOnly }: { on: boolean; linksOn: boolean; readOnly: boolean }) {
  const { act, busy, answer } = useAction<BrowsingAnswer>({
    action: "/app/settings/browsing",
    said: on ? words.saidOff : words.saidOn,
    tells: ({ missingScopes }) => missingScopes !== undefined,
  });
  const missing = !on && answer?.ok === false ? answer.missingScopes : undefined;
  const allow = async () => {
    if (await requestScopes(missing ?? [])) act({ browsing: true });
    else toast(words.declined, true);
  };
  return (
    <Section id="browsing" title={words.title} body={words.body}>
      <List>
        {[words.whom, words.what, words.not].map((each) => (
          <List.Item key={each}>{each}</List.Item>
        ))}
      </List>
      {missing && (
        <Banner
          tone="warning"
          title={words.notGrantedTitle}
          action={{ content: words.allow, onAction: () => void allow() }}
        >
          {words.notGranted}
        </Banner>
      )}
      {!linksOn && (
        <Banner tone="warning" title={words.noLinks} action={{ content: words.seeLinks, url: "/app/settings/data" }}>
          {words.noLinksBody}
        </Banner>
      )}
      <BlockStack gap="300">
        <Text as="p">{on ? words.on : words.off}</Text>
        <InlineStack gap="300" blockAlign="center">
          <Button loading={busy} disabled={readOnly} onClick={() => act({ browsing: !on })}>
            {on ? words.turnOff : words.turnOn}
          </Button>
          {on && (
            <Button variant="plain" url="/app/automations/library/browse-abandonment">
              {words.seeTemplate}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Section>
  );
}
