import { BlockStack, Button, Card, ChoiceList, InlineGrid, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { backtestReaches } from "#core/simulation/backtest-spans.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { ReadOnlyBanner } from "../page/ReadOnlyBanner.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

interface BacktestFormProps {
  hasVersion: boolean;
  draftDiffers: boolean;
  /** A running backtest blocks another. */
  busy: boolean;
  onStarted: (runId: string) => void;
}

const words = text.trial;
const reaches = backtestReaches.map((days) => ({ value: String(days), label: words.reachDays(days) }));

/** Chooses date range and version; the draft only if it differs from the live version. */
export function BacktestForm({ hasVersion, draftDiffers, busy, onStarted }: BacktestFormProps) {
  const [days, setDays] = useState("90");
  const [which, setWhich] = useState(hasVersion && !draftDiffers ? "version" : "draft");
  const { act, busy: starting } = useAction<ActionResponse & { runId: string }>({
    said: words.started,
    onDone: ({ runId }) => onStarted(runId),
  });
  if (!usePermission("automations.edit")) return <ReadOnlyBanner without="automations.edit" />;
  const asks = hasVersion && draftDiffers;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.formTitle}
          </Text>
          <Text as="p" tone="subdued">
            {words.intro}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: "1fr auto" }} gap="300" alignItems="end">
          <Select label={words.reach} options={reaches} value={days} onChange={setDays} />
          <Button
            variant="primary"
            size="large"
            loading={starting}
            disabled={busy}
            onClick={() => act({ intent: "start", days: Number(days), draft: asks ? which === "draft" : !hasVersion })}
          >
            {words.start}
          </Button>
        </InlineGrid>
        {asks && (
          <ChoiceList
            title={words.which}
            choices={[
              { value: "draft", label: words.whichDraft },
              { value: "version", label: words.whichVersion },
            ]}
            selected={[which]}
            onChange={([chosen = "draft"]) => setWhich(chosen)}
          />
        )}
      </BlockStack>
    </Card>
  );
}
