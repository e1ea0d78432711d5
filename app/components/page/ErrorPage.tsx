import { Card, Page } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { EmptyState } from "./EmptyState.tsx";

/** The page could not be made, is not there, or is not for this visitor. */
export type ErrorKind = "broken" | "missing" | "refused";

const words = text.trouble;
const home = { content: words.home, url: "/app" };
const retry = { content: words.retry, onAction: () => window.location.reload() };

const said: Record<ErrorKind, { title: string; body: string; action: typeof home | typeof retry }> = {
  broken: { title: words.title, body: words.body, action: retry },
  missing: { title: words.missingTitle, body: words.missingBody, action: home },
  refused: { title: text.access.refusedTitle, body: text.access.refusedBody, action: home },
};

/** What stands in a page's place when it cannot be shown. */
export function ErrorPage({ kind }: { kind: ErrorKind }) {
  const { title, body, action } = said[kind];
  return (
    <Page>
      <Card padding="0">
        <EmptyState title={title} action={action}>
          {body}
        </EmptyState>
      </Card>
    </Page>
  );
}
