import { Banner, Card, Page, SkeletonBodyText } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useAction } from "#components/browser/use-action.ts";
import { text } from "#text/en.ts";

const words = text.campaigns.shopifySegment;

/** Makes a segment of Shopify one of the app's; then the loader finds it, and the page shows the form for it. */
export function MakingSegment({ shopifyId, name }: { shopifyId: string; name: string }) {
  const { act, busy, answer } = useAction({ action: "/app/segments/shopify", tells: () => true });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    act({ shopifyId });
  }, [act, shopifyId]);
  return (
    <Page
      title={text.campaigns.newTitle}
      backAction={{ content: text.campaigns.title, url: "/app/campaigns" }}
      subtitle={words.making(name)}
    >
      {answer?.ok === false && !busy ? (
        <Banner tone="warning" action={{ content: words.again, onAction: () => act({ shopifyId }) }}>
          {answer.message}
        </Banner>
      ) : (
        <Card roundedAbove="sm">
          <SkeletonBodyText lines={12} />
        </Card>
      )}
    </Page>
  );
}

/** Why the form does not have the segment that it was opened for. */
export const NoSegment = ({ why }: { why: "gone" | "unanswered" | "to_make" }) => (
  <Banner tone="warning">{words[why]}</Banner>
);
