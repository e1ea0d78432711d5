import { Card, Page } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { EmptyState } from "./EmptyState.tsx";

/** Server error, 404, or 403. */
export type ErrorKind = "broken" | "missing" | "refused";

const words = text.trouble;
const home = { content: words.home, url: "/app" };
const retry = { content: words.retry, onAction: () => window.location.reload() };

const errorTexts: Record<ErrorKind, { title: string; body: string; action: typeof home | typeof retry }> = {
  broken: { title: words.title, body: words.body, action: retry },
  missing: { title: words.missingTitle, body: words.missingBody, action: home },
  refused: { title: text.access.refusedTitle, body: text.access.refusedBody, action: home },
};

/** The error page. */
export function ErrorPage({ kind }: { kind: ErrorKind }) {
  const { title, body, action } = errorTexts[kind];
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
