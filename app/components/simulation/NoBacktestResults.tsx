import { Card } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { EmptyState } from "../page/EmptyState.tsx";

interface NothingFoundProps {
  automationId: string;
  /** The trigger in words; null if it cannot be read. */
  starts: string | null;
  window: { since: { shown: string }; until: { shown: string } };
  /** Since when the store's events are known. */
  known: { shown: string };
}

const words = text.trial;

/** Replaces the results of a backtest without matching events, as in a new store: a page of zeros would not help. */
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
