import { Card, Page } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Nothing } from "./Nothing.tsx";

const words = text.trouble;

/** What stands in a page's place when it is not there, or could not be made. */
export function Trouble({ missing }: { missing: boolean }) {
  return (
    <Page>
      <Card padding="0">
        {missing ? (
          <Nothing title={words.missingTitle} action={{ content: words.home, url: "/app" }}>
            {words.missingBody}
          </Nothing>
        ) : (
          <Nothing title={words.title} action={{ content: words.retry, onAction: () => window.location.reload() }}>
            {words.body}
          </Nothing>
        )}
      </Card>
    </Page>
  );
}
