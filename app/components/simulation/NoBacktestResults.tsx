import { Card } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { EmptyState } from "../page/EmptyState.tsx";

interface NothingFoundProps {
  automationId: string;
  /** What sets it off, in words; null where that cannot be read. */
  starts: string | null;
  window: { since: { shown: string }; until: { shown: string } };
  /** Since when the store tells us what happens in it. */
  known: { shown: string };
}

const words = text.trial;

/**
 * A past in which nothing sets the automation off, as in a store that has only just begun: zeros would teach nothing.
 */
export function NoBacktestResults({ automationId, starts, window, known }: NothingFoundProps) {
  return (
    <Card padding="0">
      <EmptyState
        title={words.nothingFound}
        action={{ content: words.nothingFoundAction, url: `/app/automations/${automationId}/test` }}
      >
        {words.nothingFoundBody({ starts, since: window.since.shown, until: window.until.shown, known: known.shown })}
      </EmptyState>
    </Card>
  );
}
